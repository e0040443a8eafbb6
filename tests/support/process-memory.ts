import { closeSync, existsSync, openSync, readdirSync, readFileSync, readSync } from 'node:fs';

/** Why memory can't be searched here; undefined where it can. */
export const memoryHindrance =
	process.platform !== 'linux'
		? 'only Linux shows the memory of a process as a file'
		: process.getuid?.() !== 0
			? 'only root may read the memory of other processes'
			: undefined;

interface Process {
	pid: number;
	parent: number;
	command: string;
}

function processes(): Process[] {
	return readdirSync('/proc')
		.filter((name) => /^\d+$/.test(name) && existsSync(`/proc/${name}/stat`))
		.flatMap((name) => {
			try {
				const stat = readFileSync(`/proc/${name}/stat`, 'latin1');
				const parent = Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]);
				const command = readFileSync(`/proc/${name}/cmdline`, 'latin1');
				return [{ pid: Number(name), parent, command }];
			} catch {
				return []; // it has ended meanwhile
			}
		});
}

/** @returns every process of the browser that runs on this profile: its own, and all that it has started */
function browserProcesses(profile: string): Process[] {
	const all = processes();
	const [main] = all.filter(
		({ command }) =>
			command.includes(`--user-data-dir=${profile}\0`) && !command.includes('--type=')
	);
	if (!main) throw new Error('no browser runs on this profile');
	const family = [main];
	for (const one of family) family.push(...all.filter(({ parent }) => parent === one.pid));
	return family;
}

const typeOf = ({ command }: Process) => /--type=([\w-]+)/.exec(command)?.[1] ?? 'browser';

/** What a process can write: nothing that it has learnt can be elsewhere. */
function writableRanges(pid: number): { start: number; end: number }[] {
	return readFileSync(`/proc/${pid}/maps`, 'latin1')
		.split('\n')
		.flatMap((line) => {
			const [, start, end] = /^([\da-f]+)-([\da-f]+) rw/.exec(line) ?? [];
			return start !== undefined && end !== undefined
				? [{ start: Number.parseInt(start, 16), end: Number.parseInt(end, 16) }]
				: [];
		});
}

const chunkBytes = 4 * 1024 * 1024;
const pageBytes = 4096;
const longestNeedle = 1024;

/** Reads a process's memory piece by piece; each piece begins with the end of the one before. */
function* pieces(pid: number): Generator<Buffer> {
	const memory = openSync(`/proc/${pid}/mem`, 'r');
	const buffer = Buffer.alloc(chunkBytes + longestNeedle);
	try {
		for (const { start, end } of writableRanges(pid)) {
			let kept = 0;
			for (let at = start; at < end;) {
				const wanted = Math.min(chunkBytes, end - at);
				let read = 0;
				try {
					read = readSync(memory, buffer, kept, wanted, at);
				} catch {
					read = 0; // given back meanwhile, or a device
				}
				if (read === 0) {
					at += pageBytes;
					kept = 0;
					continue;
				}
				const filled = kept + read;
				yield buffer.subarray(0, filled);
				kept = Math.min(longestNeedle, filled);
				buffer.copyWithin(0, filled - kept, filled);
				at += read;
			}
		}
	} finally {
		closeSync(memory);
	}
}

/** Each half of a text as programs keep it, since what was freed may be overwritten in part; bytes as they are and in hex. */
function needlesOf(secret: string | Uint8Array): [string, Buffer][] {
	const asText = (form: string, text: string): [string, Buffer][] => [
		[`${form}UTF-8`, Buffer.from(text)],
		[`${form}UTF-16`, Buffer.from(text, 'utf16le')]
	];
	if (typeof secret === 'string') {
		const middle = secret.length >> 1;
		return [secret.slice(0, middle), secret.slice(middle)].flatMap((half) => asText('', half));
	}
	const bytes = Buffer.from(secret);
	const hex = bytes.toString('hex');
	return [['bytes', bytes], ...asText('hex, ', hex), ...asText('HEX, ', hex.toUpperCase())];
}

/**
 * Looks for secrets in the memory of every process of a browser.
 *
 * @param secrets - by what they are
 * @returns how often which was found where: `passphrase (UTF-16) in browser` → 3
 */
export function searchMemory(
	profile: string,
	secrets: Readonly<Record<string, string | Uint8Array>>
): Record<string, number> {
	const needles = Object.entries(secrets).flatMap(([what, secret]) =>
		needlesOf(secret).map(([form, bytes]) => ({ what: `${what} (${form})`, bytes }))
	);
	const found: Record<string, number> = {};
	for (const one of browserProcesses(profile)) {
		try {
			for (const piece of pieces(one.pid))
				for (const { what, bytes } of needles)
					for (let at = piece.indexOf(bytes); at !== -1; at = piece.indexOf(bytes, at + 1)) {
						const name = `${what} in ${typeOf(one)}`;
						found[name] = (found[name] ?? 0) + 1;
					}
		} catch (error) {
			// One that has ended holds nothing.
			if (existsSync(`/proc/${one.pid}`)) throw error;
		}
	}
	return found;
}
