// Forms as multipart/form-data, read from the spelling of curl's --form.

/** Chosen by chance in curl; a fixed one gives the same report every time. */
const boundary = '------------------------sluice0123456789';

export interface FormPart {
  name: string;
  value: string;
  type?: string;
  fileName?: string;
}

/** `name=value` as it stands. */
export function namedPart(text: string): FormPart {
  const at = text.indexOf('=');
  return { name: text.slice(0, at), value: text.slice(at + 1) };
}

/** `name=value`, perhaps with `;type=…` or `;filename=…` behind. */
export function formPart(text: string): FormPart {
  const { name, value: whole } = namedPart(text);
  const [value = '', ...more] = whole.split(/;(?=type=|filename=)/);
  const part: FormPart = { name, value };
  for (const one of more) {
    const said = one.slice(one.indexOf('=') + 1);
    if (one.startsWith('type=')) part.type = said;
    else part.fileName = said;
  }
  return part;
}

export function multipart(parts: readonly FormPart[]): { text: string; type: string } {
  const texts = parts.map(({ name, value, type, fileName }) =>
    [
      `--${boundary}\r\nContent-Disposition: form-data; name="${name}"`,
      fileName === undefined ? '' : `; filename="${fileName}"`,
      type === undefined ? '' : `\r\nContent-Type: ${type}`,
      `\r\n\r\n${value}\r\n`,
    ].join(''),
  );
  return {
    text: `${texts.join('')}--${boundary}--\r\n`,
    type: `multipart/form-data; boundary=${boundary}`,
  };
}
