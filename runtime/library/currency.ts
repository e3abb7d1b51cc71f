/** Decimal places of a currency's smallest unit where they are not two (ISO 4217:2015, list one). */
const digits: Readonly<Record<string, number>> = {
  ...of(0, "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF"),
  ...of(3, "BHD IQD JOD KWD LYD OMR TND"),
  ...of(4, "CLF UYW"),
};

function of(places: number, codes: string): Record<string, number> {
  return Object.fromEntries(codes.split(" ").map((code) => [code, places]));
}

/** Places of the currency's smallest unit: 2 for EUR, 0 for JPY, 3 for BHD. */
export function minorUnitDigits(currency: string): number {
  return Object.hasOwn(digits, currency) ? (digits[currency] ?? 2) : 2;
}
