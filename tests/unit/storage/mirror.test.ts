import { expect, test } from 'vitest';
import { toHex } from '#lib/domain/bytes.ts';
import { crc32 } from '#lib/domain/crc32.ts';
import { Mirror, type MirrorRow } from '#lib/storage/mirror.ts';
import { MemoryFiles } from '../../support/mirror-files.ts';

/** Around what is read at once, which begins with 4 KiB and doubles. */
const sizes = [1, 4096, 16, 70_000, 4079, 4080, 2, 8192, 8175, 3, 40];

/** In short: what is equal byte by byte takes seconds to compare. */
const summary = (rows: Iterable<MirrorRow>) =>
	[...rows].map(
		([key, bytes]) => `${key} ${bytes.length} ${crc32(bytes)} ${toHex(bytes.slice(-1))}`
	);

test('finds every row, whatever its size and that of those before it', () => {
	const { both } = new MemoryFiles();
	const rows = Array.from({ length: 44 }, (_, index): MirrorRow => {
		const size = sizes[(index * 5) % sizes.length] ?? 1;
		return [index + 1, new Uint8Array(size).fill(1 + index)];
	});
	const place = { epoch: 44, tag: new Uint8Array(16).fill(9) };
	new Mirror(both).rewrite(rows, place);
	expect(summary(new Mirror(both).read()?.rows ?? [])).toEqual(summary(rows));
	expect(summary(new Mirror(both).rows(place))).toEqual(summary(rows));

	const [replaced, deleted] = [1, 4];
	const shorter: MirrorRow = [replaced, new Uint8Array([7])];
	const mirror = new Mirror(both);
	mirror.append([shorter, [deleted, new Uint8Array()]], place, place);
	mirror.tidy(place);
	const rest = rows.filter(([key]) => key !== replaced && key !== deleted);
	expect(summary(new Mirror(both).read()?.rows ?? [])).toEqual(summary([shorter, ...rest]));
});
