import { once } from 'node:events';
import { WebSocket } from 'ws';

type Listener = (parameters: never) => void;

interface Reply {
	id?: number;
	method?: string;
	params?: unknown;
	result?: unknown;
	error?: string;
	message?: string;
}

/** A WebDriver BiDi connection: commands and events, as https://w3c.github.io/webdriver-bidi/ names them. */
export class Bidi {
	readonly #socket: WebSocket;
	readonly #calls = new Map<
		number,
		{ resolve: (result: never) => void; reject: (error: Error) => void }
	>();
	readonly #listeners = new Map<string, Listener[]>();
	#lastId = 0;

	private constructor(socket: WebSocket) {
		this.#socket = socket;
		socket.on('message', (data: Buffer) => this.#receive(JSON.parse(data.toString()) as Reply));
		socket.on('close', () => this.#end());
	}

	static async connect(url: string): Promise<Bidi> {
		const socket = new WebSocket(url);
		await once(socket, 'open');
		return new Bidi(socket);
	}

	/** @throws Error with what the browser says against it */
	send<Result = unknown>(method: string, params: object = {}): Promise<Result> {
		return new Promise((resolve, reject) => {
			const id = ++this.#lastId;
			this.#calls.set(id, { resolve, reject });
			this.#socket.send(JSON.stringify({ id, method, params }));
		});
	}

	/** Subscribes to an event in every page, those to come included. */
	async on(event: string, listener: Listener): Promise<void> {
		const listeners = this.#listeners.get(event) ?? [];
		this.#listeners.set(event, [...listeners, listener]);
		await this.send('session.subscribe', { events: [event] });
	}

	close(): void {
		this.#socket.close();
	}

	#receive({ id, method, params, result, error, message }: Reply): void {
		if (method !== undefined) {
			for (const listener of this.#listeners.get(method) ?? []) listener(params as never);
			return;
		}
		const call = this.#calls.get(id ?? 0);
		this.#calls.delete(id ?? 0);
		if (error === undefined) call?.resolve(result as never);
		else call?.reject(new Error(`${error}: ${message}`));
	}

	#end(): void {
		for (const { reject } of this.#calls.values()) reject(new Error('the browser is gone'));
		this.#calls.clear();
	}
}
