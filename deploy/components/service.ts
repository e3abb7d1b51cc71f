import { ComponentResource, type ComponentResourceOptions } from "@pulumi/pulumi";

/** What belongs together in Pulumi's tree: one service, or what the environment has as a whole. */
export class ServiceComponent extends ComponentResource {
  constructor(name: string, options: ComponentResourceOptions) {
    super("waybill:deploy:Service", name, {}, options);
    this.registerOutputs({});
  }
}
