import { onTestFinished } from 'vitest';
import { fromBase64, toBase64, type Bytes } from '#lib/domain/bytes.ts';
import { installDialogs } from '../disk.ts';

/** The user's files, and what the user chooses in the browser's dialogs, for tests of one screen. */
export interface DiskInPage {
	readonly files: Map<string, Bytes>;
	/** the name that is chosen next; else the one that the dialog suggests */
	choice?: string;
	/** one bit of what is written is another afterwards */
	fails?: boolean;
}

/** Gives the page the dialogs of Chromium, all but the dialogs. Until the end of the test. */
export function plugInDisk(...files: [name: string, content: Bytes][]): DiskInPage {
	const disk: DiskInPage = { files: new Map(files) };
	const own = {
		diskChoose: async (suggestion?: string) =>
			disk.choice ?? suggestion ?? [...disk.files.keys()][0],
		diskRead: async (name: string) => {
			const bytes = disk.files.get(name);
			return bytes && toBase64(bytes);
		},
		diskWrite: async (name: string, base64: string) => {
			const bytes = fromBase64(base64);
			if (disk.fails) bytes[100] = (bytes[100] ?? 0) ^ 1;
			disk.files.set(name, bytes);
		}
	};
	const pickers = ['showSaveFilePicker', 'showOpenFilePicker'] as const;
	const before = pickers.map((name) => [name, Reflect.get(window, name) as unknown] as const);
	Object.assign(window, own);
	installDialogs();
	onTestFinished(() => {
		Object.assign(window, Object.fromEntries(before));
	});
	return disk;
}
