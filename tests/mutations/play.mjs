// Takes out one cure after the other and shows that its suite fails without it: node tests/mutations/play.mjs [NAME...]
// A copy of the last commit gets a switch at every cure, is built once, and each suite runs twice: as it is, and with its cure out.
import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
const root = join(here, '../..');
const longest = 600_000;
const asked = process.argv.slice(2);
const all = JSON.parse(readFileSync(join(here, 'mutations.json'), 'utf8'));
const played = all.filter(one => asked.length === 0 || asked.includes(one.name));
const copy = mkdtempSync(join(tmpdir(), 'guard-mutations-'));

try {
  execFileSync('sh', ['-c', `git archive HEAD | tar -x -C "${copy}"`], { cwd: root });
  for (const one of all) {
    plant(one);
  }

  for (const project of new Set(played.map(one => one.project))) {
    const name = `ServerlessGuard.${project}.Tests`;
    execFileSync('dotnet', ['build', `tests/${name}/${name}.csproj`, '-p:RunAnalyzers=false', '-v', 'q'], { cwd: copy, stdio: 'inherit' });
  }

  let survived = 0;
  console.log('| take out | suite | with it | without it |\n|---|---|---|---|');
  for (const one of played) {
    const [whole, without] = [await run(one, ''), await run(one, one.name)];
    survived += whole === 'passes' && without !== 'passes' ? 0 : 1;
    console.log(`| ${one.cure} (\`${one.name}\`) | \`${one.test.split(' ')[1].slice(2)}\` | ${whole} | ${without} |`);
  }

  process.exitCode = survived === 0 ? 0 : 1;
} finally {
  rmSync(copy, { recursive: true, force: true });
}

function plant(one) {
  const file = join(copy, 'functions', `ServerlessGuard.${one.file}`);
  const isOn = `(System.Environment.GetEnvironmentVariable("GUARD_MUTATION") == "${one.name}")`;
  let text = readFileSync(file, 'utf8');
  for (const [from, to] of [[one.from, one.to ?? `${one.from}\n${one.add}`], ...(one.also ? [one.also] : [])]) {
    if (text.split(from).length !== 2) {
      throw new Error(`${one.name}: ${one.file} holds "${from}" ${text.split(from).length - 1} times.`);
    }

    text = text.replace(from, () => to.replaceAll('MUTATED', isOn));
  }

  writeFileSync(file, text);
}

// A suite that hangs without its cure fails too.
function run(one, mutation) {
  return new Promise(resolve => {
    const name = `ServerlessGuard.${one.project}.Tests`;
    const child = spawn('dotnet', [`tests/${name}/bin/Debug/net10.0/${name}.dll`, ...one.test.split(' ')], {
      cwd: copy, env: { ...process.env, GUARD_MUTATION: mutation }, stdio: ['ignore', 'pipe', 'inherit'],
    });
    let said = '';
    child.stdout.on('data', part => { said += part; });
    const late = setTimeout(() => child.kill('SIGKILL'), longest);
    child.on('close', code => {
      clearTimeout(late);
      const [, total, failed] = /Total: (\d+), Errors: \d+, Failed: (\d+)/.exec(said) ?? [];
      resolve(code === null ? 'hangs' : total === undefined || total === '0' ? `runs no test (${code})`
        : failed === '0' ? 'passes' : `${failed} of ${total} fail`);
    });
  });
}
