import { spawn, type ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const runPrograms = fileURLToPath(new URL('run-programs.py', import.meta.url));

/** One Python process for all programs of a file of tests; each runs as `python3 PROGRAM PARAMETERS` would. */
export class Python {
	readonly #folder: string;
	readonly #options: readonly string[];
	#process: ChildProcess | undefined;
	#answers: AsyncIterator<string> | undefined;

	/**
	 * @param folder - where the programs are, and run
	 * @param options - of Python itself
	 */
	constructor(folder: string, options: readonly string[] = []) {
		this.#folder = folder;
		this.#options = options;
	}

	/**
	 * One at a time.
	 *
	 * @returns what it wrote
	 * @throws where it ends with a status other than 0
	 */
	async run(
		program: string,
		parameters: readonly string[] = [],
		input = '',
		folder = this.#folder
	): Promise<Buffer> {
		const { status, output, errors } = await this.attempt(program, parameters, input, folder);
		if (status !== 0) throw new Error(`Command failed: ${program}, status ${status}\n${errors}`);
		return output;
	}

	/** As {@link run}, for a program that may refuse. */
	async attempt(
		program: string,
		parameters: readonly string[] = [],
		input = '',
		folder = this.#folder
	): Promise<{ status: number; output: Buffer; errors: string }> {
		const { stdin, answers } = this.#start();
		stdin.write(`${JSON.stringify({ folder, program, parameters, input })}\n`);
		const line = await answers.next();
		if (line.done) throw new Error('Python has ended');
		const answer = JSON.parse(line.value) as { status: number; output: string; errors: string };
		return { ...answer, output: Buffer.from(answer.output, 'base64') };
	}

	close(): void {
		this.#process?.stdin?.end();
	}

	#start() {
		this.#process ??= spawn('python3', [...this.#options, runPrograms], {
			stdio: ['pipe', 'pipe', 'inherit']
		});
		const { stdin, stdout } = this.#process;
		if (!stdin || !stdout) throw new Error('Python has no pipes');
		this.#answers ??= createInterface({ input: stdout })[Symbol.asyncIterator]();
		return { stdin, answers: this.#answers };
	}
}
