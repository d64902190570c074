import { z } from 'zod';

function innermost(schema: unknown): unknown {
  let inner = schema;
  while (inner instanceof z.ZodOptional || inner instanceof z.ZodNullable) inner = inner.unwrap();
  return inner;
}

/**
 * Gives the texts of a path or query the types its schema wants: whole numbers and true/false; everything else stays
 * text. What does not look like its type stays text too, so that the schema refuses it. Unknown names stay, likewise.
 */
export function textParameters(
  schema: z.ZodObject,
  texts: Readonly<Record<string, string>>,
): Record<string, unknown> {
  const values: Record<string, unknown> = {};
  for (const [name, text] of Object.entries(texts)) {
    const inner = innermost(schema.shape[name]);
    if (inner instanceof z.ZodNumber && /^-?\d{1,15}$/.test(text)) values[name] = Number(text);
    else if (inner instanceof z.ZodBoolean && (text === 'true' || text === 'false'))
      values[name] = text === 'true';
    else values[name] = text;
  }
  return values;
}
