import type { Tracer } from "../trace.ts";

/** Told in the environment as OpenTelemetry names it (https://opentelemetry.io/docs/specs/otel/configuration/sdk-environment-variables/). */
export async function tracerOf(
  variables: Readonly<Record<string, string | undefined>>,
  told: { readonly service: string; readonly build: string; readonly environment: string },
): Promise<Tracer | undefined> {
  const base = variables["OTEL_EXPORTER_OTLP_ENDPOINT"];
  const url =
    variables["OTEL_EXPORTER_OTLP_TRACES_ENDPOINT"] || (base && `${base.replace(/\/$/, "")}/v1/traces`);
  if (!url || variables["OTEL_SDK_DISABLED"] === "true") return undefined;
  const { openTelemetryTracer } = await import("./tracer.ts");
  const share = Number(variables["OTEL_TRACES_SAMPLER_ARG"] || 1);
  return openTelemetryTracer({
    ...told,
    url,
    service: variables["OTEL_SERVICE_NAME"] || told.service,
    share: share >= 0 && share <= 1 ? share : 1,
  });
}
