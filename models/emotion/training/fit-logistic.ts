/** Rows of present features, each row's columns from `starts[row]` to `starts[row + 1]`; a present feature weighs `weights[row]`. */
export interface SparseRows {
  readonly starts: Int32Array;
  readonly columns: Int32Array;
  readonly weights: Float64Array;
  readonly columnCount: number;
}

/** A linear model of one class. The intercept is the last of the weights. */
export type Linear = Float64Array;

export interface FitOptions {
  /** How much the data counts against the penalty, as in liblinear. */
  readonly c: number;
  readonly iterations: number;
}

/** Pairs of steps that L-BFGS remembers. */
const memory = 8;

/**
 * Logistic regression with an L2 penalty, by L-BFGS with backtracking. The same rows in the same
 * order give the same bits.
 *
 * @param targets 1 where the class applies, else 0
 */
export function fitLogistic(rows: SparseRows, targets: Uint8Array, options: FitOptions): Linear {
  let at: Linear = new Float64Array(rows.columnCount + 1);
  let { loss, gradient } = lossAt(rows, targets, at, options.c);
  const steps: { moved: Float64Array; turned: Float64Array; rho: number }[] = [];
  for (let i = 0; i < options.iterations; i += 1) {
    const steepness = Math.sqrt(dot(gradient, gradient));
    // Rows that say as much for as against leave nothing to go down, from the start.
    if (steepness === 0) break;
    const direction = newtonDirection(gradient, steps);
    const slope = dot(direction, gradient);
    let length = i === 0 ? 1 / steepness : 1;
    let next = add(at, direction, length);
    let found = lossAt(rows, targets, next, options.c);
    while (found.loss > loss + 1e-4 * length * slope && length > 1e-8) {
      length /= 2;
      next = add(at, direction, length);
      found = lossAt(rows, targets, next, options.c);
    }
    const moved = add(next, at, -1);
    const turned = add(found.gradient, gradient, -1);
    const curvature = dot(moved, turned);
    if (curvature > 1e-12) {
      steps.push({ moved, turned, rho: 1 / curvature });
      if (steps.length > memory) steps.shift();
    }
    const gained = loss - found.loss;
    at = next;
    ({ loss, gradient } = found);
    if (gained < 1e-6 * loss) break;
  }
  return at;
}

/** What a model says of a row, before the logistic function. */
export function scoreOf(rows: SparseRows, row: number, model: Linear): number {
  let sum = 0;
  for (let i = rows.starts[row]!; i < rows.starts[row + 1]!; i += 1) {
    sum += model[rows.columns[i]!]!;
  }
  return sum * rows.weights[row]! + model[rows.columnCount]!;
}

function lossAt(rows: SparseRows, targets: Uint8Array, model: Linear, c: number) {
  const gradient = new Float64Array(model.length);
  let loss = 0;
  for (let column = 0; column < rows.columnCount; column += 1) {
    const weight = model[column]!;
    loss += (weight * weight) / 2;
    gradient[column] = weight;
  }
  for (let row = 0; row < rows.weights.length; row += 1) {
    const sign = targets[row] === 1 ? 1 : -1;
    const margin = sign * scoreOf(rows, row, model);
    const odds = Math.exp(-Math.abs(margin));
    loss += c * (Math.log1p(odds) + Math.max(0, -margin));
    const share = (margin > 0 ? odds : 1) / (1 + odds);
    const pull = -c * sign * share;
    const weighted = pull * rows.weights[row]!;
    for (let i = rows.starts[row]!; i < rows.starts[row + 1]!; i += 1) {
      gradient[rows.columns[i]!]! += weighted;
    }
    gradient[rows.columnCount]! += pull;
  }
  return { loss, gradient };
}

/** The two loops of L-BFGS: the gradient downhill, bent by the curvature of the last steps. */
function newtonDirection(
  gradient: Float64Array,
  steps: readonly { moved: Float64Array; turned: Float64Array; rho: number }[],
): Float64Array {
  let direction: Float64Array = gradient.map((value) => -value);
  const shares: number[] = [];
  for (const { moved, turned, rho } of steps.toReversed()) {
    const share = rho * dot(moved, direction);
    shares.push(share);
    direction = add(direction, turned, -share);
  }
  const last = steps.at(-1);
  if (last) {
    const scale = 1 / (last.rho * dot(last.turned, last.turned));
    direction = direction.map((value) => value * scale);
  }
  for (const { moved, turned, rho } of steps) {
    direction = add(direction, moved, shares.pop()! - rho * dot(turned, direction));
  }
  return direction;
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i += 1) sum += a[i]! * b[i]!;
  return sum;
}

function add(a: Float64Array, b: Float64Array, times: number): Float64Array {
  const sum = new Float64Array(a.length);
  for (let i = 0; i < a.length; i += 1) sum[i] = a[i]! + b[i]! * times;
  return sum;
}
