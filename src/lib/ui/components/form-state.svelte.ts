import { Attempt } from './attempt.svelte.ts';
import { errorOf, type FieldError } from './form.ts';

/** A form's submit event, as Svelte gives it. */
export type Submit = SubmitEvent & { currentTarget: HTMLFormElement };

/** Thrown by what sends a form, to say what is wrong with its fields. */
export class FieldErrors extends Error {
	readonly errors: readonly FieldError[];

	constructor(errors: readonly FieldError[]) {
		super('the form has errors');
		this.errors = errors;
	}
}

/**
 * A form from one submit to the next: whether it is busy, what is wrong with its fields, and why it was refused. Give it
 * to an `ErrorSummary`, which takes the focus at each submit that finds errors. A form of one field needs no summary:
 * name the field in {@link submit}. An error goes as soon as the user edits its field.
 */
export class FormState extends Attempt {
	#refused = $state.raw<readonly FieldError[]>([]);
	#errors = $state.raw<readonly FieldError[]>([]);
	#form: HTMLFormElement | undefined;

	/** What the last submit found, corrected since or not. A new array at each submit. */
	get refused(): readonly FieldError[] {
		return this.#refused;
	}

	/** What of it still stands. */
	get errors(): readonly FieldError[] {
		return this.#errors;
	}

	/** What is wrong with one field. */
	errorOf(field: string): string | undefined {
		return errorOf(this.#errors, field);
	}

	/** Clears all errors, since the user has changed the choice that they were about. */
	forget(): void {
		this.forgetFailure();
		this.#show([]);
	}

	/** Shows errors at their fields, and anything else as the failure of the whole. */
	override fail(error: unknown): void {
		if (error instanceof FieldErrors) this.#show(error.errors);
		else super.fail(error);
	}

	#show(errors: readonly FieldError[]): void {
		this.#refused = errors;
		this.#errors = errors;
	}

	/** Whether what is typed now is right, the next submit says. */
	readonly #correct = ({ target }: Event): void => {
		const edited = target as Element;
		this.#errors = this.#errors.filter(
			({ field }) =>
				![edited.id, edited.getAttribute('name')].includes(field) &&
				!edited.closest(`#${CSS.escape(field)}`)
		);
	};

	/**
	 * Makes the form's `onsubmit`. While it is busy it ignores further submits.
	 *
	 * @param send - calls {@link refuseIfAny} once it knows what is wrong; whatever else it throws is the failure
	 * @param field - name of the field that takes the focus when something is wrong with it
	 */
	submit(send: (form: HTMLFormElement, data: FormData) => Promise<void>, field?: string) {
		return async (event: Submit): Promise<void> => {
			event.preventDefault();
			if (this.busy) return;
			const form = event.currentTarget;
			if (form !== this.#form) form.addEventListener('input', this.#correct);
			this.#form = form;
			const isSent = await this.run(() => send(form, new FormData(form)));
			if (!isSent && field !== undefined && this.#errors.length > 0)
				form.querySelector<HTMLElement>(`[name="${field}"]`)?.focus();
		};
	}

	/**
	 * Shows what is wrong with the fields, or that nothing is.
	 *
	 * @throws {@link FieldErrors} when there is something: the form is not sent
	 */
	refuseIfAny(errors: readonly FieldError[]): void {
		this.#show(errors);
		if (errors.length > 0) throw new FieldErrors(errors);
	}
}
