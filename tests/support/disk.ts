import type { BrowserContext } from '@playwright/test';

/** What the browser says that it can't do; the names are those of `DOMException`. */
type Refusal = 'NotAllowedError' | 'NotFoundError' | 'QuotaExceededError';

/**
 * The user's files, and what the user chooses in the browser's dialogs, which no test can press. Any number of contexts
 * may share it: it is in the test.
 */
export class Disk {
	readonly files = new Map<string, Buffer>();
	/** the name that is chosen next; else the one that the dialog suggests */
	choice: string | undefined;
	/** the user cancels the dialog */
	cancels = false;
	/** of writing */
	refusal: Refusal | undefined;
	/** one bit of what is written is another afterwards */
	fails = false;
	/** how often the browser asked where to save */
	questions = 0;

	/** @returns the only file there is */
	get file(): Buffer {
		const [file, ...others] = this.files.values();
		if (!file || others.length > 0) throw new Error(`there are ${this.files.size} files`);
		return file;
	}

	/** Gives the pages of a context the dialogs of Chromium, all but the dialogs. */
	async plugInto(context: BrowserContext): Promise<void> {
		await context.exposeFunction('diskChoose', (suggestion?: string) => {
			if (suggestion !== undefined) this.questions++;
			return this.cancels ? undefined : (this.choice ?? suggestion ?? [...this.files.keys()][0]);
		});
		await context.exposeFunction('diskRead', (name: string) =>
			this.files.get(name)?.toString('base64')
		);
		await context.exposeFunction('diskWrite', (name: string, base64: string) => {
			if (this.refusal) return this.refusal;
			const bytes = Buffer.from(base64, 'base64');
			if (this.fails) bytes.writeUInt8(bytes.readUInt8(100) ^ 1, 100);
			this.files.set(name, bytes);
			return undefined;
		});
		await context.addInitScript(installDialogs);
	}
}

/** A browser that has no such dialogs, as Firefox has none: what is saved is downloaded. */
export async function withoutDialogs(context: BrowserContext): Promise<void> {
	await context.addInitScript(() => {
		for (const name of ['showSaveFilePicker', 'showOpenFilePicker'])
			Reflect.deleteProperty(window, name);
	});
}

/** Runs in the page, which has the functions that `Disk` exposes. */
export function installDialogs(): void {
	type Ask = (...values: (string | undefined)[]) => Promise<string | undefined>;
	const { diskChoose, diskRead, diskWrite } = window as unknown as Record<string, Ask>;
	if (!diskChoose || !diskRead || !diskWrite) throw new Error('there is no disk');

	const fileNamed = (name: string) => ({
		name,
		async getFile() {
			const base64 = await diskRead(name);
			if (base64 === undefined) throw new DOMException('no such file', 'NotFoundError');
			return new File([Uint8Array.from(atob(base64), (byte) => byte.charCodeAt(0))], name);
		},
		async createWritable() {
			const parts: BlobPart[] = [];
			return {
				async write(part: BlobPart) {
					parts.push(part);
				},
				async close() {
					const bytes = new Uint8Array(await new Blob(parts).arrayBuffer());
					const binary = Array.from(bytes, (byte) => String.fromCharCode(byte)).join('');
					const refusal = await diskWrite(name, btoa(binary));
					if (refusal !== undefined) throw new DOMException('not written', refusal);
				},
				async abort() {
					parts.length = 0;
				}
			};
		}
	});
	const choose = async (suggestion?: string) => {
		const name = await diskChoose(suggestion);
		if (name === undefined) throw new DOMException('cancelled', 'AbortError');
		return fileNamed(name);
	};
	Object.assign(window, {
		showSaveFilePicker: ({ suggestedName }: { suggestedName: string }) => choose(suggestedName),
		showOpenFilePicker: async () => [await choose()]
	});
}
