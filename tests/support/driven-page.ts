import { expect } from './page-guard.ts';

const elements = {
	button: 'button',
	link: 'a[href]',
	radio: 'input[type="radio"]',
	field: 'input, textarea, select'
} as const;

/** What the user sees: what it is, and its name; or where it is in the document. */
export type Target = { role: keyof typeof elements; name: string } | { css: string };

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
	globalThis.press?.end();
	const types = ['pointerdown', 'mousedown', 'pointerup', 'mouseup', 'click'];
	const press = { landed: false };
	const guard = (event) => {
		if (!event.isTrusted) return;
		if (node.contains(event.target)) press.landed ||= event.type === 'click';
		else {
			event.preventDefault();
			event.stopImmediatePropagation();
		}
	};
	for (const type of types) window.addEventListener(type, guard, { capture: true });
	press.end = () => {
		for (const type of types) window.removeEventListener(type, guard, { capture: true });
	};
	globalThis.press = press;
}`;

/** Runs in the page after a press, which may take a moment to arrive. @returns whether it has landed on the node */
const endOfPress = `async () => {
	const { press } = globalThis;
	if (!press) return true; // another document
	const end = performance.now() + 1000;
	while (!press.landed && performance.now() < end) await new Promise(requestAnimationFrame);
	press.end();
	return press.landed;
}`;

const choose = `(select, value) => {
	select.value = value;
	select.dispatchEvent(new Event('input', { bubbles: true }));
	select.dispatchEvent(new Event('change', { bubbles: true }));
}`;

/** What the page may be waiting for. */
const waitedFor = `(async () => {
	const soon = (work) =>
		Promise.race([work, new Promise((resolve) => setTimeout(resolve, 5000, 'no answer'))]);
	const clients = await navigator.locks.query();
	const opening = new Promise((resolve) => {
		const request = indexedDB.open('airlock');
		request.onsuccess = () => {
			const { version } = request.result;
			request.result.close();
			resolve('opens, version ' + version);
		};
		request.onupgradeneeded = () => {
			request.transaction.abort();
			resolve('is not there');
		};
		request.onblocked = () => resolve('is blocked');
	});
	return 'locks: ' + JSON.stringify(clients) + '; the database ' + (await soon(opening));
})()`;

/** How long something is waited for, and how often it is looked at. */
const patience = { timeout: 100_000, intervals: [100] };

/**
 * One page of a browser that Playwright can't drive, used by pointer and keyboard. What is looked for is waited for.
 *
 * @typeParam Node - how the browser's own protocol names an element
 */
export abstract class DrivenPage<Node extends object = object> {
	abstract goto(url: string): Promise<void>;

	abstract reload(): Promise<void>;

	/** @param expression - JavaScript, its value a plain one; a promise is waited for */
	abstract evaluate(expression: string): Promise<unknown>;

	/** @param selector - of a file input, which may be hidden */
	abstract setFiles(selector: string, files: string[]): Promise<void>;

	/** Calls a function in the page; a promise is waited for. @returns a plain value, or an element as a node */
	protected abstract call(
		functionText: string,
		...args: (Node | string | null)[]
	): Promise<unknown>;

	/** Moves the pointer to the middle of the node, presses and releases. */
	protected abstract press(node: Node): Promise<void>;

	/** Types over what the focused field holds. */
	protected abstract type(node: Node, text: string): Promise<void>;

	async see(text: string | RegExp): Promise<void> {
		try {
			await expect.poll(() => this.#text(), patience).toMatch(text);
		} catch (error) {
			throw new Error(`${String(error)}\n${String(await this.evaluate(waitedFor))}`, {
				cause: error
			});
		}
	}

	async #text(): Promise<string> {
		return String(await this.evaluate(`document.body?.innerText ?? ''`));
	}

	async click(target: Target): Promise<void> {
		await this.#clickNode(await this.#find(target));
	}

	/** Types over what a field holds. */
	async fill(name: string, text: string): Promise<void> {
		const field = await this.#find({ role: 'field', name });
		await this.#clickNode(field);
		await this.type(field, text);
	}

	async select(name: string, value: string): Promise<void> {
		await this.call(choose, await this.#find({ role: 'field', name }), value);
	}

	async #find(target: Target): Promise<Node> {
		const [selector, name] =
			'css' in target ? [target.css, null] : [elements[target.role], target.name];
		let node: unknown;
		await expect(async () => {
			node = await this.call(search, selector, name);
			if (!node) throw new Error(`no ${JSON.stringify(target)} in:\n${await this.#text()}`);
		}).toPass(patience);
		return node as Node;
	}

	/** The page may move between the look and the press: then nothing was pressed, and it looks again. */
	async #clickNode(node: Node): Promise<void> {
		const ignoreMovedAway = (error: unknown) => {
			if (!/move target out of bounds|element click intercepted/.test(String(error))) throw error;
		};
		await expect
			.poll(async () => {
				const place = await this.call(scrollTo, node);
				if (place !== 'IN_REACH') return place;
				await this.call(beginningOfPress, node);
				await this.press(node).catch(ignoreMovedAway);
				// Where the press has led to another document, there is nobody left to ask.
				const landed = await this.call(endOfPress).catch(() => true);
				return landed === true ? 'PRESSED' : 'MISSED';
			}, patience)
			.toBe('PRESSED');
	}
}
