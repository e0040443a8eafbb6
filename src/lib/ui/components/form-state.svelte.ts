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
 * A form from one submit to the next: whether it is busy, what is wrong with its fields, and why it was refused. Give
 * `errors` to an `ErrorSummary`, which takes the focus at each submit that finds some. A form of one field needs no
 * summary: name the field in {@link submit}.
 */
export class FormState extends Attempt {
	#errors = $state.raw<readonly FieldError[]>([]);

	get errors(): readonly FieldError[] {
		return this.#errors;
	}

	/** What is wrong with one field. */
	errorOf(field: string): string | undefined {
		return errorOf(this.#errors, field);
	}

	/** Clears all errors, since the user has changed the choice that they were about. */
	override forget(): void {
		super.forget();
		this.#errors = [];
	}

	/** Shows errors at their fields, and anything else as the failure of the whole. */
	override fail(error: unknown): void {
		if (error instanceof FieldErrors) this.#errors = error.errors;
		else super.fail(error);
	}

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
		this.#errors = errors;
		if (errors.length > 0) throw new FieldErrors(errors);
	}
}
