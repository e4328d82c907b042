// Prints what a production installation consists of (`npm ci --omit=dev --omit=optional`), as CycloneDX. `npm sbom --omit dev` would
// leave out what both production and development need, such as @nestjs/common.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

const { packages } = JSON.parse(readFileSync('package-lock.json', 'utf8'));
const everything = execFileSync('npm', ['sbom', '--sbom-format=cyclonedx', '--package-lock-only'], {
  encoding: 'utf8',
  maxBuffer: 2 ** 28,
});
const { components, dependencies, ...sbom } = JSON.parse(everything);

/** As `name@version`. */
const inProduction = new Set(
  Object.entries(packages)
    .filter(([, { dev, optional, devOptional }]) => !dev && !optional && !devOptional)
    .map(([path, { name, version }]) => `${name ?? path.split('node_modules/').at(-1)}@${version}`),
);

const kept = components.filter(({ purl }) =>
  inProduction.has(decodeURIComponent(purl.slice('pkg:npm/'.length))),
);
const names = new Set([sbom.metadata.component, ...kept].map((component) => component['bom-ref']));
const edges = dependencies
  .filter(({ ref }) => names.has(ref))
  .map(({ ref, dependsOn }) => ({ ref, dependsOn: dependsOn.filter((name) => names.has(name)) }));
console.log(JSON.stringify({ ...sbom, components: kept, dependencies: edges }, null, 2));
