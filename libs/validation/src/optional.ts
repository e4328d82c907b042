import { ValidateIf } from 'class-validator';

/** The property may be left out; unlike class-validator's `IsOptional`, `null` is a value and is checked. */
export const IsOmittable = () => ValidateIf((_, value) => value !== undefined);
