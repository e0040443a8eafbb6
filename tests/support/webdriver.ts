/** How answers and arguments name an element: https://w3c.github.io/webdriver/#elements. */
const elementKey = 'element-6066-11e4-a52e-4f735466cecf';

export type Element = Record<typeof elementKey, string>;

/** A WebDriver session over HTTP, as https://w3c.github.io/webdriver/ has it. */
export class WebDriver {
	readonly #session: string;

	private constructor(session: string) {
		this.#session = session;
	}

	/** @param server - where the driver listens */
	static async start(server: string, capabilities: object): Promise<WebDriver> {
		const { sessionId } = await ask<{ sessionId: string }>('POST', `${server}/session`, {
			capabilities: { alwaysMatch: capabilities }
		});
		return new WebDriver(`${server}/session/${sessionId}`);
	}

	get<Result = unknown>(path: string): Promise<Result> {
		return ask('GET', `${this.#session}/${path}`);
	}

	/** @throws Error with the driver's code and words */
	post<Result = unknown>(path: string, body: object = {}): Promise<Result> {
		return ask('POST', `${this.#session}/${path}`, body);
	}

	/** Ends the session and its browser. */
	async close(): Promise<void> {
		await ask('DELETE', this.#session);
	}

	/** @param script - the body of a function that gets the arguments; a promise that it returns is waited for */
	run(script: string, args: unknown[] = []): Promise<unknown> {
		return this.post('execute/sync', { script, args });
	}

	async click({ [elementKey]: id }: Element): Promise<void> {
		await this.post(`element/${id}/click`);
	}

	async type({ [elementKey]: id }: Element, text: string): Promise<void> {
		await this.post(`element/${id}/value`, { text });
	}
}

async function ask<Result>(method: string, url: string, body?: object): Promise<Result> {
	const answer = await fetch(url, { method, ...(body && { body: JSON.stringify(body) }) });
	const { value } = (await answer.json()) as { value: Result };
	if (answer.ok) return value;
	const { error, message } = value as { error: string; message: string };
	throw new Error(`${error}: ${message}`);
}
