/**
 * Asks for a secret on a terminal without showing it. Enter alone, Ctrl-C and Ctrl-D give nothing.
 * @param terminal standard input, a terminal
 */
export async function askSecret(
  question: string,
  terminal: NodeJS.ReadStream,
  say: (text: string) => void,
): Promise<string | null> {
  say(question);
  const raw = terminal.isRaw;
  terminal.setRawMode(true);
  terminal.setEncoding('utf8');
  terminal.resume();
  try {
    return await new Promise<string | null>((resolve) => {
      let typed = '';
      const hear = (chunk: string): void => {
        for (const key of chunk) {
          if (key === '\r' || key === '\n') return done(typed);
          if (key === '\u0003' || key === '\u0004') return done(null);
          typed = key === '\u007f' || key === '\b' ? typed.slice(0, -1) : typed + key;
        }
      };
      const done = (value: string | null): void => {
        terminal.off('data', hear);
        resolve(value);
      };
      terminal.on('data', hear);
    });
  } finally {
    terminal.setRawMode(raw);
    terminal.pause();
    say('\n');
  }
}
