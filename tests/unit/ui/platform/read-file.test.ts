import { expect, test } from 'vitest';
import { bytesOfFile } from '#lib/ui/platform/read-file.ts';

test('a file is read whole', async () => {
	expect(await bytesOfFile(new File([Uint8Array.of(1, 2)], 'a'))).toEqual(Uint8Array.of(1, 2));
});

test('a folder, or a file that is gone, is refused as UnreadableFile', async () => {
	class Gone extends File {
		override arrayBuffer(): Promise<ArrayBuffer> {
			return Promise.reject(new DOMException('gone', 'NotFoundError'));
		}
	}
	await expect(bytesOfFile(new Gone([], 'a'))).rejects.toMatchObject({ code: 'UnreadableFile' });
});
