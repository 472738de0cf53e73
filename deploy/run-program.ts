import { StartupError } from "./startup-error.ts";

/**
 * Runs a program's main function and turns its failure into an exit: a StartupError is printed as
 * one line, anything else with its stack.
 *
 * @param exitCode what the process ends with after a StartupError
 */
export async function runProgram(main: () => Promise<void>, exitCode = 1): Promise<void> {
  try {
    await main();
  } catch (error) {
    const expected = error instanceof StartupError;
    if (!expected) console.error(error);
    else if (error.message) console.error(error.message);
    process.exit(expected ? exitCode : 1);
  }
}
