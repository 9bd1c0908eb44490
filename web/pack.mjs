// pack.mjs DIST OUT: compresses the built pages and writes what the binary embeds:
//   OUT/gz/…              each file, gzip -9 without a time (the same bytes every time)
//   OUT/web_assets.S      one .incbin for each
//   OUT/web_assets.cc     the table: path, content type, etag, bytes
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { extname, join, resolve } from 'node:path';
import { gzipSync } from 'node:zlib';

const TYPES = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.webmanifest': 'application/manifest+json',
};

const [dist, out] = process.argv.slice(2);
mkdirSync(join(out, 'gz'), { recursive: true });

const files = readdirSync(dist, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile())
  .map((entry) => join(entry.parentPath, entry.name).slice(dist.length))
  .sort();

const assets = files.map((path, index) => {
  const type = TYPES[extname(path)];
  if (!type) throw new Error(`web: no content type is known for ${path}`);
  const bytes = readFileSync(join(dist, path));
  const etag = createHash('sha256').update(bytes).digest('hex').slice(0, 16);
  const gzip = resolve(out, 'gz', `${index}.gz`);
  writeFileSync(gzip, gzipSync(bytes, { level: 9 }));
  return { path, type, etag, gzip, name: `vigie_web_asset_${index}` };
});

const assembly = assets.map(({ gzip, name, etag }) => `
/* ${etag} */
.global ${name}
.global ${name}_end
${name}:
.incbin "${gzip}"
${name}_end:`);
writeFileSync(join(out, 'web_assets.S'), `.section .rodata${assembly.join('')}
.section .note.GNU-stack,"",@progbits
`);

const declared = assets.map(({ name }) => `extern const char ${name}[];\nextern const char ${name}_end[];`);
const rows = assets.map(({ path, type, etag, name }) =>
  `      {"${path}", "${type}", "\\"${etag}\\"", {${name}, static_cast<std::size_t>(${name}_end - ${name})}},`);
writeFileSync(join(out, 'web_assets.cc'), `// Written by web/pack.mjs from web/dist.
#include "web_assets.h"

#include <cstddef>
#include <vector>

extern "C" {
${declared.join('\n')}
}

namespace vigie::web {

std::span<const Asset> assets() {
  static const std::vector<Asset> kAssets = {
${rows.join('\n')}
  };
  return kAssets;
}

}  // namespace vigie::web
`);

const total = assets.reduce((sum, { gzip }) => sum + readFileSync(gzip).length, 0);
console.log(`web: ${assets.length} files, ${Math.round(total / 1000)} kB compressed`);
