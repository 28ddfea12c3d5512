// Writes nfkc.txt beside this file: `node generate.mjs`. The engine carries its own table because string.Normalize
// does nothing under InvariantGlobalization, which a machine without ICU needs.
//
//   M <code point> <replacement>   NFKC of one code point where it differs from the code point itself
//   C <first> <second> <composed>  a canonical composition (NFC) of two code points
//   K <code point>                 a combining mark that may join the character before it
//
// Decomposed Hangul (conjoining jamo) is left as it is: no rule looks into syllables.
import { writeFileSync } from 'node:fs';

const hex = (text) => [...text].map((c) => c.codePointAt(0).toString(16)).join('+');
const lines = [];
for (let cp = 0x80; cp <= 0x10ffff; cp++) {
  if ((cp >= 0xd800 && cp <= 0xdfff) || (cp >= 0xac00 && cp <= 0xd7a3)) continue;
  const c = String.fromCodePoint(cp);
  const nfkc = c.normalize('NFKC');
  if (nfkc !== c) lines.push(`M ${cp.toString(16)} ${hex(nfkc)}`);
  if (/\p{M}/u.test(c)) lines.push(`K ${cp.toString(16)}`);
  const nfd = [...c.normalize('NFD')];
  if (nfd.length >= 2) {
    const last = nfd.pop();
    const first = nfd.join('').normalize('NFC');
    if ([...first].length === 1 && (first + last).normalize('NFC') === c) {
      lines.push(`C ${hex(first)} ${hex(last)} ${cp.toString(16)}`);
    }
  }
}
writeFileSync(new URL('./nfkc.txt', import.meta.url), `# Unicode ${process.versions.unicode}; made by generate.mjs\n${lines.join('\n')}\n`);
