import { cpSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { finishWebEdition } from '../../scripts/release.mjs';
import { serve } from '../../scripts/serve.mjs';

const build = join(import.meta.dirname, '../../build');

/** A host of Airlock whose files can be changed, and which can be switched off and on at one address. */
export class ReleaseSite {
	readonly folder: string;
	/** the target of every request that has come, in order */
	readonly requests: string[] = [];
	readonly #below: string;
	#server: Awaited<ReturnType<typeof serve>> | undefined;
	#port = 0;

	private constructor(folder: string, below: string) {
		this.folder = folder;
		this.#below = below;
	}

	/**
	 * @param folder - is made, and gets the files of the release that was built
	 * @param below - where in it they lie, when other pages of the site are beside them
	 */
	static async start(folder: string, below = ''): Promise<ReleaseSite> {
		const site = new ReleaseSite(folder, below);
		cpSync(build, join(folder, below), { recursive: true });
		await site.switchOn();
		return site;
	}

	get url(): string {
		return `http://localhost:${this.#port}`;
	}

	/** The name of the service worker that is offered now. */
	get worker(): string {
		const name = readdirSync(this.path('')).find((file) => file.startsWith('service-worker.'));
		if (name === undefined) throw new Error('there is no service worker');
		return name;
	}

	path(name: string): string {
		return join(this.folder, this.#below, name);
	}

	async switchOn(): Promise<void> {
		this.#server = await serve({
			folder: this.folder,
			port: this.#port,
			onrequest: (target) => this.requests.push(target)
		});
		this.#port = Number(new URL(this.#server.url).port);
	}

	async switchOff(): Promise<void> {
		await this.#server?.close();
	}

	/** Puts another release in the place of the one that is there: the same app, and a page that says so. */
	async release(version: string, changes: string[]): Promise<string> {
		rmSync(this.path(this.worker));
		rmSync(this.path('SHA256SUMS'));
		const page = this.path('index.html');
		const html = readFileSync(page, 'utf8')
			.replace(/(name="airlock-release" content=)"[0-9a-f]*"/, '$1""')
			.replace(/<html [^>]*>/, `<html lang="en" data-release="${version}">`);
		writeFileSync(page, html);
		return finishWebEdition(this.path(''), { version, changes });
	}
}
