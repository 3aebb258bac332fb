// Runs Stryker over some files and keeps its report; adds up the reports. Called by `./dev mutation FOLDER`.
import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const [task, ...given] = process.argv.slice(2);
if (task === 'run') run(...given);
else if (task === 'sum') sum(...given);
else process.exit(2);

function run(report, projects, ...files) {
  const out = mkdtempSync(join(tmpdir(), 'mutation-'));
  const config = {
    'stryker-config': {
      project: 'Trucewatch.csproj',
      'test-projects': projects.split(' ').map((p) => resolve('tests', p, `${p}.csproj`)),
      mutate: files.map((f) => `**/${f.split('/').slice(-2).join('/')}`),
      reporters: ['json', 'progress'],
      concurrency: 2,
      configuration: 'Release',
      'report-file-name': 'mutation',
    },
  };
  writeFileSync(join(out, 'stryker.json'), JSON.stringify(config));
  execFileSync('dotnet', ['stryker', '--config-file', join(out, 'stryker.json'), '--output', out], {
    cwd: 'src/Trucewatch', // beside the solution it would take the whole of it
    stdio: 'inherit',
  });
  cpSync(find(out), report);
  rmSync(out, { recursive: true });
}

function find(folder) {
  const name = readdirSync(folder, { recursive: true }).find((f) => String(f).endsWith('mutation.json'));
  if (!name) throw new Error('Stryker wrote no report');
  return join(folder, String(name));
}

function sum(folder, ...reports) {
  const all = { Killed: 0, Timeout: 0, Survived: 0, NoCoverage: 0 };
  const open = [];
  for (const report of reports)
    for (const [file, { mutants }] of Object.entries(JSON.parse(readFileSync(report, 'utf8')).files))
      for (const mutant of mutants.filter((m) => m.status in all)) {
        all[mutant.status]++;
        if (mutant.status === 'Survived' || mutant.status === 'NoCoverage')
          open.push(`${file.split('/').slice(-1)}:${mutant.location.start.line}  ${mutant.status}  ${mutant.mutatorName}`);
      }
  const found = all.Killed + all.Timeout;
  const total = found + all.Survived + all.NoCoverage;
  console.log(open.join('\n'));
  console.log(`${folder}: ${found} of ${total} mutants found, ${((100 * found) / total).toFixed(1)} % (goal 85 %)`);
}
