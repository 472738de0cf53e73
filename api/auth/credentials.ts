import { z } from "zod";

/** What bcrypt reads of a password. */
export const maxPasswordBytes = 72;

/** The length of a string in UTF-8 bytes. */
export const utf8Length = (text: string) => new TextEncoder().encode(text).length;

export const Email = z.email().max(255);
export const Username = z
  .string()
  .regex(/^[A-Za-z0-9._-]{3,32}$/, "3 to 32 of letters, digits and . _ -");

/**
 * A password as somebody typed it, in Unicode's form NFKC: the same one whichever keyboard writes its
 * accents as one sign or as two, or its letters full-width, as NIST SP 800-63B-4 (3.1.1.2) asks for.
 * ASCII is as it was.
 */
export const PresentedPassword = z.string().min(1).max(1024).normalize("NFKC");

/** A password to be set: 8 characters or more, at most what bcrypt reads. Never cut off. */
export const NewPassword = z
  .string()
  .max(1024, `At most ${maxPasswordBytes} bytes in UTF-8`)
  .normalize("NFKC")
  .refine((value) => [...value].length >= 8, "At least 8 characters")
  .refine(
    (value) => utf8Length(value) <= maxPasswordBytes,
    `At most ${maxPasswordBytes} bytes in UTF-8`,
  )
  .meta({ minLength: 8, maxLength: maxPasswordBytes });
