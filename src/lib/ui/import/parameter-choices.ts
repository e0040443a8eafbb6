import {
	defaultWrappingAlgorithm,
	defaultWrappingKeySpec,
	wrappingAlgorithms,
	wrappingKeySpecs
} from '#lib/domain/import/wrapping.ts';
import type { Request } from '#lib/service/api.ts';
import { textOf } from '../components/form.ts';

/** What the user chose in the fields of `ParameterChoices`. */
export function parameterChoices(
	form: FormData
): Required<Omit<Request<'GetParametersForImport'>, 'KeyId'>> {
	const spec = textOf(form, 'wrappingKeySpec');
	const algorithm = textOf(form, 'wrappingAlgorithm');
	return {
		WrappingKeySpec: wrappingKeySpecs.find((one) => one === spec) ?? defaultWrappingKeySpec,
		WrappingAlgorithm:
			wrappingAlgorithms.find((one) => one === algorithm) ?? defaultWrappingAlgorithm,
		Place: textOf(form, 'place') === 'ELSEWHERE' ? 'ELSEWHERE' : 'IN_AIRLOCK'
	};
}
