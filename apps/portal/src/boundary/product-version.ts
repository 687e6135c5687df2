/** The version of the product (SemVer, without a v), for injection. */
export const PRODUCT_VERSION = Symbol('product version');
