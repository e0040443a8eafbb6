/** What was said stands this long, for a screen reader that is busy. After that it would be read as news of a later page. */
const saidMs = 10_000;

class Announcer {
	#polite = $state('');
	#assertive = $state('');
	#forgetting: ReturnType<typeof setTimeout> | undefined;

	get polite(): string {
		return this.#polite;
	}

	get assertive(): string {
		return this.#assertive;
	}

	/** Has a screen reader say something once it is idle. */
	say(text: string): void {
		this.#polite = different(this.#polite, text);
		this.#forgetSoon();
	}

	/** Has a screen reader say something at once; only for what can't wait. */
	interrupt(text: string): void {
		this.#assertive = different(this.#assertive, text);
		this.#forgetSoon();
	}

	#forgetSoon(): void {
		clearTimeout(this.#forgetting);
		this.#forgetting = setTimeout(() => this.clear(), saidMs);
	}

	clear(): void {
		clearTimeout(this.#forgetting);
		this.#polite = '';
		this.#assertive = '';
	}
}

/** The same words again must differ, or they are not spoken: a no-break space does it. */
function different(before: string, text: string): string {
	return before === text ? `${text}\u00A0` : text;
}

/** The app's two live regions; the layout renders them. */
export const announcer = new Announcer();
