import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { findCommand } from '../../scripts/chromium.mjs';
import { Bidi } from './bidi.ts';
import { expect } from './page-guard.ts';

/** Debian's package first: other builds have other names. */
const executable = findCommand(['firefox-esr', 'firefox']);

/** Undefined when there is no Firefox that can be driven. */
export const firefoxVersion =
	executable &&
	/^Mozilla Firefox (.+)$/m.exec(
		spawnSync(executable, ['--version'], { encoding: 'utf8' }).stdout
	)?.[1];

const preferences = {
	'browser.download.dir': '',
	'browser.download.folderList': 2,
	'browser.download.useDownloadDir': true,
	'browser.download.alwaysOpenPanel': false,
	'intl.accept_languages': 'en-US',
	'remote.prefs.recommended': true
};

interface Node {
	sharedId: string;
}

type Evaluation =
	| { type: 'success'; result: { value?: unknown; sharedId?: string } }
	| { type: 'exception'; exceptionDetails: { text: string } };

const elements = {
	button: 'button',
	link: 'a[href]',
	radio: 'input[type="radio"]',
	field: 'input, textarea, select'
} as const;

/** What the user sees: what it is, and its name; or where it is in the document. */
export type Target = { role: keyof typeof elements; name: string } | { css: string };

function resultOf(answer: Evaluation): { value?: unknown; sharedId?: string } {
	if (answer.type === 'exception') throw new Error(answer.exceptionDetails.text);
	return answer.result;
}

/**
 * Runs in the page: waits up to five seconds for an element that is shown and has this name, or any name. Firefox's own
 * search by accessible names takes several times as long, and slows down all that comes after it.
 */
const search = `async (selector, name) => {
	const nameOf = (element) =>
		(element.ariaLabel ?? (element.labels?.[0] ?? element).innerText).replace(/\\s+/g, ' ').trim();
	const end = performance.now() + 5000;
	do {
		for (const element of document.querySelectorAll(selector))
			if (element.checkVisibility() && (name === null || nameOf(element) === name)) return element;
		await new Promise(requestAnimationFrame);
	} while (performance.now() < end);
	return null;
}`;

/** Runs in the page: a pointer can hit the node where it is, and will find it there. */
const scrollTo = `async (node) => {
	node.scrollIntoView({ block: 'center', behavior: 'instant' });
	const center = () => {
		const { x, y, width, height } = node.getBoundingClientRect();
		return [x + width / 2, y + height / 2];
	};
	const before = center();
	await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
	if (String(center()) !== String(before)) return 'MOVING';
	return node.contains(document.elementFromPoint(...before)) ? 'IN_REACH' : 'COVERED';
}`;

/** Runs in the page before a press: until {@link endOfPress} nothing else than the node can be pressed. */
const beginningOfPress = `(node) => {
	const types = ['pointerdown', 'mousedown', 'pointerup', 'mouseup', 'click'];
	const guard = (event) => {
		if (!event.isTrusted) return;
		if (node.contains(event.target)) node.press.landed ||= event.type === 'click';
		else {
			event.preventDefault();
			event.stopImmediatePropagation();
		}
	};
	for (const type of types) window.addEventListener(type, guard, { capture: true });
	const end = () => {
		for (const type of types) window.removeEventListener(type, guard, { capture: true });
	};
	node.press = { landed: false, end };
}`;

/** Runs in the page after a press. @returns whether it has landed on the node */
const endOfPress = `(node) => {
	node.press.end();
	return node.press.landed;
}`;

/** How long something is waited for, and how often it is looked at. */
const patience = { timeout: 100_000, intervals: [100] };

const control = '\uE009';

/**
 * What Firefox says of a request that it gave up as its page was left, and only of those: without an address. The page is
 * loaded anew after a lock, while it may still fetch ahead.
 */
const givenUp =
	'Failed to load ‘’. A ServiceWorker intercepted the request and encountered an unexpected error.';

/** One page of Firefox, used by pointer and keyboard. What is looked for is waited for. */
export class FirefoxPage {
	/** what must not happen, as it comes: errors and warnings, violations of the policy, and requests elsewhere */
	readonly problems: string[] = [];
	readonly #bidi: Bidi;
	readonly #context: string;

	private constructor(bidi: Bidi, context: string) {
		this.#bidi = bidi;
		this.#context = context;
	}

	/** @param isOwn - says of an address that is asked for whether it belongs to the app */
	static async open(bidi: Bidi, isOwn: (url: string) => boolean): Promise<FirefoxPage> {
		const { contexts } = await bidi.send<{ contexts: { context: string }[] }>(
			'browsingContext.getTree'
		);
		const [first] = contexts;
		if (!first) throw new Error('Firefox has no page');
		const page = new FirefoxPage(bidi, first.context);
		await bidi.on('log.entryAdded', ({ level, text }: { level: string; text: string }) => {
			if (text === givenUp) return;
			if (level === 'error' || level === 'warn') page.problems.push(`console ${level}: ${text}`);
		});
		await bidi.on('network.beforeRequestSent', (event: { request: { url: string } }) => {
			const { url } = event.request;
			if (!isOwn(url) && !/^(data|blob|about):/.test(url)) page.problems.push(`request: ${url}`);
		});
		await bidi.send('script.addPreloadScript', {
			functionDeclaration: String(reportViolations)
		});
		return page;
	}

	async goto(url: string): Promise<void> {
		await this.#bidi.send('browsingContext.navigate', {
			context: this.#context,
			url,
			wait: 'complete'
		});
	}

	async reload(): Promise<void> {
		await this.#bidi.send('browsingContext.reload', { context: this.#context, wait: 'complete' });
	}

	/** @param expression - JavaScript, its value a plain one; a promise is waited for */
	async evaluate(expression: string): Promise<unknown> {
		const answer = await this.#bidi.send<Evaluation>('script.evaluate', {
			expression,
			target: { context: this.#context },
			awaitPromise: true
		});
		return resultOf(answer).value;
	}

	async see(text: string | RegExp): Promise<void> {
		await expect.poll(() => this.#text(), patience).toMatch(text);
	}

	async #text(): Promise<string> {
		return String(await this.evaluate(`document.body?.innerText ?? ''`));
	}

	async click(target: Target): Promise<void> {
		await this.#clickNode(await this.#find(target));
	}

	/** Types over what a field holds. */
	async fill(name: string, text: string): Promise<void> {
		await this.#clickNode(await this.#find({ role: 'field', name }));
		const press = (key: string) => [
			{ type: 'keyDown', value: key },
			{ type: 'keyUp', value: key }
		];
		await this.#perform({
			type: 'key',
			id: 'keyboard',
			actions: [
				{ type: 'keyDown', value: control },
				...press('a'),
				{ type: 'keyUp', value: control },
				...[...text].flatMap(press)
			]
		});
	}

	async select(name: string, value: string): Promise<void> {
		const node = await this.#find({ role: 'field', name });
		await this.#call(
			`(select, value) => {
				select.value = value;
				select.dispatchEvent(new Event('input', { bubbles: true }));
				select.dispatchEvent(new Event('change', { bubbles: true }));
			}`,
			node,
			[{ type: 'string', value }]
		);
	}

	/** @param selector - of a file input, which may be hidden */
	async setFiles(selector: string, files: string[]): Promise<void> {
		const { nodes } = await this.#bidi.send<{ nodes: Node[] }>('browsingContext.locateNodes', {
			context: this.#context,
			locator: { type: 'css', value: selector }
		});
		const [element] = nodes;
		if (!element) throw new Error(`there is no ${selector}`);
		await this.#bidi.send('input.setFiles', {
			context: this.#context,
			element: { sharedId: element.sharedId },
			files
		});
	}

	async #find(target: Target): Promise<Node> {
		const [selector, name] =
			'css' in target ? [target.css, null] : [elements[target.role], target.name];
		let sharedId: string | undefined;
		await expect(async () => {
			const named = name === null ? { type: 'null' } : { type: 'string', value: name };
			const found = await this.#run(search, [{ type: 'string', value: selector }, named]);
			sharedId = found.sharedId;
			if (sharedId === undefined)
				throw new Error(`no ${JSON.stringify(target)} in:\n${await this.#text()}`);
		}).toPass(patience);
		return { sharedId: sharedId ?? '' };
	}

	/** The page may move between the look and the press: then nothing was pressed, and it looks again. */
	async #clickNode({ sharedId }: Node): Promise<void> {
		const press = () =>
			this.#perform({
				type: 'pointer',
				id: 'pointer',
				actions: [
					{ type: 'pointerMove', x: 0, y: 0, origin: { type: 'element', element: { sharedId } } },
					{ type: 'pointerDown', button: 0 },
					{ type: 'pointerUp', button: 0 }
				]
			});
		const ignoreMovedAway = (error: unknown) => {
			if (!String(error).includes('move target out of bounds')) throw error;
		};
		await expect
			.poll(async () => {
				const place = await this.#call(scrollTo, { sharedId });
				if (place !== 'IN_REACH') return place;
				await this.#call(beginningOfPress, { sharedId });
				await press().catch(ignoreMovedAway);
				// Where the press has led to another document, there is nobody left to ask.
				const landed = await this.#call(endOfPress, { sharedId }).catch(() => true);
				return landed === true ? 'PRESSED' : 'MISSED';
			}, patience)
			.toBe('PRESSED');
	}

	async #call(functionDeclaration: string, { sharedId }: Node, rest: object[] = []) {
		return (await this.#run(functionDeclaration, [{ sharedId }, ...rest])).value;
	}

	async #run(functionDeclaration: string, args: object[]) {
		const answer = await this.#bidi.send<Evaluation>('script.callFunction', {
			functionDeclaration,
			target: { context: this.#context },
			arguments: args,
			awaitPromise: true
		});
		return resultOf(answer);
	}

	async #perform(actions: object): Promise<void> {
		await this.#bidi.send('input.performActions', { context: this.#context, actions: [actions] });
	}
}

/** Runs in each page before its own scripts: what the policy refuses, in the page and in its workers, is an error. */
function reportViolations(): void {
	const report = `addEventListener('securitypolicyviolation', (violation) => {
		new BroadcastChannel('violations').postMessage(
			violation.effectiveDirective + ' refused ' + violation.blockedURI
		);
	});\n`;
	globalThis.addEventListener('securitypolicyviolation', (violation) => {
		console.error(violation.effectiveDirective, 'refused', violation.blockedURI);
	});
	new BroadcastChannel('violations').addEventListener('message', ({ data }) => {
		console.error(data, 'in a worker');
	});
	globalThis.Blob = new Proxy(Blob, {
		construct(target, [parts, options]: ConstructorParameters<typeof Blob>) {
			const isScript = options?.type?.startsWith('text/javascript') ?? false;
			return new target(isScript ? [report, ...(parts ?? [])] : parts, options);
		}
	});
}

export interface Firefox {
	page: FirefoxPage;
	close(): Promise<void>;
}

/**
 * Starts Firefox, headless, with a new profile, and takes its first page.
 *
 * @param folder - for the profile and the downloads
 * @param isPrivate - all of its windows are private
 */
export async function startFirefox(
	folder: string,
	isOwn: (url: string) => boolean,
	isPrivate = false
): Promise<Firefox> {
	if (executable === undefined) throw new Error('there is no Firefox');
	const profile = join(folder, 'profile');
	await mkdir(profile, { recursive: true });
	const own = { 'browser.download.dir': folder, 'browser.privatebrowsing.autostart': isPrivate };
	const lines = Object.entries({ ...preferences, ...own }).map(
		([name, value]) => `user_pref(${JSON.stringify(name)}, ${JSON.stringify(value)});\n`
	);
	await writeFile(join(profile, 'user.js'), lines.join(''));
	const firefox = spawn(
		executable,
		['--headless', '--no-remote', '--profile', profile, '--remote-debugging-port=0', 'about:blank'],
		{ stdio: ['ignore', 'ignore', 'pipe'] }
	);
	const gone = once(firefox, 'exit');
	const close = async () => {
		firefox.kill();
		await gone;
	};
	try {
		const bidi = await Bidi.connect(`${await endpointIn(firefox.stderr)}/session`);
		await bidi.send('session.new', { capabilities: {} });
		return { page: await FirefoxPage.open(bidi, isOwn), close };
	} catch (error) {
		await close();
		throw error;
	}
}

function endpointIn(output: NodeJS.ReadableStream): Promise<string> {
	return new Promise((resolve, reject) => {
		createInterface(output)
			.on('line', (line) => {
				const [, endpoint] = /^WebDriver BiDi listening on (ws:.*)$/.exec(line) ?? [];
				if (endpoint !== undefined) resolve(endpoint);
			})
			.on('close', () => reject(new Error('Firefox did not start')));
	});
}
