import type { Attachment } from 'svelte/attachments';
import type { Bytes } from '#lib/domain/bytes.ts';
import { changeOfMask, deletedRange, onOneLine, onSeveralLines } from './edits.ts';
import { SecretText, type Range } from './secret-text.ts';

export type SecretElement = HTMLInputElement | HTMLTextAreaElement;

const dot = '•';

/** What may not leave a field whose text is hidden, as for any password. */
const waysOut = ['copy', 'cut', 'dragstart'] as const;

/**
 * The text of one field, which browsers keep no copy of. Plain edits are cancelled before the browser does them and
 * done in a {@link SecretText}; the field itself shows dots. Whatever can't be cancelled (an input method's composition,
 * what a password manager fills in) is taken over as soon as it is there, and dots put in its place.
 */
export class SecretField {
	readonly #text = new SecretText();
	#element: SecretElement | undefined;
	#shown = false;
	#composing = false;

	/** Makes the field secret for as long as it is in the page. */
	readonly attach: Attachment<SecretElement> = (element) => {
		this.#element = element;
		fields.set(element, this);
		if (this.#text.length > 0) this.#draw(this.#selection()); // filled before it was in the page
		const unlisten = new AbortController();
		const page: HTMLElement = element;
		const listen = <Type extends keyof HTMLElementEventMap>(
			type: Type,
			listener: (event: HTMLElementEventMap[Type]) => void
		) => page.addEventListener(type, listener, { signal: unlisten.signal });

		listen('beforeinput', (event) => this.#edit(event));
		listen('paste', (event) => this.#insertFrom(event, event.clipboardData));
		listen('drop', (event) => this.#insertFrom(event, event.dataTransfer));
		for (const type of waysOut)
			listen(type, (event) => {
				if (!this.#shown) event.preventDefault();
			});
		listen('compositionstart', () => (this.#composing = true));
		listen('compositionend', () => {
			this.#composing = false;
			this.#takeOver();
		});
		for (const type of ['input', 'change', 'blur'] as const) listen(type, () => this.#takeOver());
		element.form?.addEventListener('reset', () => this.clear(), { signal: unlisten.signal });
		return () => {
			unlisten.abort();
			fields.delete(element);
			this.clear();
			this.#element = undefined;
		};
	};

	/** @returns what was entered, as UTF-8 in a buffer of its own; the caller wipes it or moves it to a worker */
	bytes(): Bytes {
		this.#takeOver();
		return this.#text.bytes();
	}

	/** Puts a text in the place of what is there. @param text - copied; bytes are UTF-8 */
	fill(text: string | Uint8Array): void {
		this.#replace({ start: 0, end: this.#text.length }, text);
	}

	/** Shows the text itself, or dots. Shown text is in the page like any other. */
	show(shown: boolean): void {
		this.#takeOver();
		const selection = this.#selection();
		this.#shown = shown;
		this.#draw(selection);
	}

	clear(): void {
		this.#text.wipe();
		this.#composing = false;
		this.#draw({ start: 0, end: 0 });
	}

	#edit(event: InputEvent): void {
		const { inputType, data, dataTransfer } = event;
		// The plain path: what comes of it is taken over once it is there.
		if (!event.cancelable || event.isComposing || inputType === 'insertReplacementText') return;
		const entersForm = inputType === 'insertLineBreak' && this.#element instanceof HTMLInputElement;
		if (entersForm) return;
		event.preventDefault();
		const selection = this.#selection();
		const deleted = deletedRange(inputType, selection, this.#text);
		if (deleted) this.#replace(deleted, '');
		else if (inputType === 'insertLineBreak' || inputType === 'insertParagraph')
			this.#replace(selection, '\n');
		else if (inputType.startsWith('insert'))
			this.#insert(data ?? dataTransfer?.getData('text/plain') ?? '');
	}

	/** Reads the text from the event: the browser never puts it into the page. */
	#insertFrom(event: Event, from: DataTransfer | null): void {
		const text = from?.getData('text/plain') ?? '';
		if (text === '') return;
		event.preventDefault();
		event.stopPropagation();
		this.#element?.focus();
		this.#insert(text);
	}

	#insert(text: string): void {
		const isOneLine = this.#element instanceof HTMLInputElement;
		this.#replace(this.#selection(), isOneLine ? onOneLine(text) : onSeveralLines(text));
	}

	#replace(range: Range, inserted: string | Uint8Array): void {
		const before = this.#text.length;
		if (!this.#text.replace(range, inserted)) return;
		const caret = this.#text.length - (before - Math.min(range.end, before));
		this.#draw({ start: caret, end: caret });
		// As after any edit; what listens reads the bytes here.
		this.#element?.dispatchEvent(new InputEvent('input', { bubbles: true }));
	}

	/** What stands in the page and was not drawn here becomes the secret, and dots stand there again. */
	#takeOver(): void {
		const element = this.#element;
		if (!element || this.#composing) return;
		const drawn = this.#drawn();
		if (element.value === drawn) return;
		if (this.#shown) {
			const selection = this.#selection();
			this.#text.replace({ start: 0, end: this.#text.length }, element.value);
			this.#draw(selection);
			return;
		}
		const change = changeOfMask(drawn, element.value, dot);
		const before = this.#text.length;
		if (change) this.#text.replace(change, change.inserted);
		const caret = change ? this.#text.length - (before - change.end) : before;
		this.#draw({ start: caret, end: caret });
	}

	#drawn(): string {
		return this.#shown ? this.#text.shown() : this.#text.masked(dot);
	}

	#draw({ start, end }: Range): void {
		const element = this.#element;
		if (!element) return;
		const drawn = this.#drawn();
		element.value = drawn;
		// Of shown text a character may have two units.
		const unitsOf = (characters: number) =>
			this.#shown ? [...drawn].slice(0, characters).join('').length : characters;
		if (element.ownerDocument.activeElement === element)
			element.setSelectionRange(unitsOf(start), unitsOf(end));
	}

	/** In characters. */
	#selection(): Range {
		const { value = '', selectionStart, selectionEnd } = this.#element ?? {};
		const charactersBefore = (unit: number | null | undefined) =>
			[...value.slice(0, unit ?? value.length)].length;
		return { start: charactersBefore(selectionStart), end: charactersBefore(selectionEnd) };
	}
}

const fields = new WeakMap<Element, SecretField>();

/** @throws TypeError where the form has no secret field of this name */
export function secretField(form: HTMLFormElement, name: string): SecretField {
	const element = form.elements.namedItem(name);
	const field = element instanceof Element ? fields.get(element) : undefined;
	if (!field) throw new TypeError(`no secret field is named ${name}`);
	return field;
}

/** @returns what was entered into a secret field of a form, as {@link SecretField.bytes} */
export const secretOf = (form: HTMLFormElement, name: string): Bytes =>
	secretField(form, name).bytes();
