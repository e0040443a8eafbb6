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
 * `errors` to an `ErrorSummary`, which takes the focus at each submit that finds some.
 */
export class FormState {
	#busy = $state(false);
	#errors = $state.raw<readonly FieldError[]>([]);
	#failure = $state.raw<unknown>();

	get busy(): boolean {
		return this.#busy;
	}

	get errors(): readonly FieldError[] {
		return this.#errors;
	}

	/** Why the last submit was refused as a whole. */
	get failure(): unknown {
		return this.#failure;
	}

	/** What is wrong with one field. */
	errorOf(field: string): string | undefined {
		return errorOf(this.#errors, field);
	}

	/** Clears all errors, since the user has changed the choice that they were about. */
	forget(): void {
		this.#errors = [];
		this.#failure = undefined;
	}

	/** Shows a refusal of something that the form has done before its submit. */
	fail(error: unknown): void {
		this.#failure = error;
	}

	/**
	 * Makes the form's `onsubmit`. While it is busy it ignores further submits.
	 *
	 * @param send - calls {@link refuseIfAny} once it knows what is wrong; whatever else it throws is the failure
	 */
	submit(send: (form: HTMLFormElement, data: FormData) => Promise<void>) {
		return async (event: Submit): Promise<void> => {
			event.preventDefault();
			if (this.#busy) return;
			const form = event.currentTarget;
			this.#busy = true;
			this.#failure = undefined;
			try {
				await send(form, new FormData(form));
			} catch (error) {
				if (error instanceof FieldErrors) this.#errors = error.errors;
				else this.#failure = error;
			} finally {
				this.#busy = false;
			}
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
