/** What a person must put right before anything can be deployed: wrong usage, exit code 2. */
export class DeployError extends Error {}

/** A rollout, or what it was checked with, failed: exit code 1. */
export class RolloutError extends Error {
  /** What the cluster and the engine said. */
  readonly messages: readonly string[];

  constructor(message: string, messages: readonly string[]) {
    super(message);
    this.messages = messages;
  }
}

interface Known {
  readonly pattern: RegExp;
  readonly says: string;
}

/** What a laptop or a runner lacks, by what Pulumi says of it. */
const lacking: readonly Known[] = [
  {
    pattern: /ENOENT: pulumi |spawn pulumi ENOENT/,
    says: "deploy needs Pulumi's command line, and there is no `pulumi` on the path. Install it: https://www.pulumi.com/docs/install (`brew install pulumi/tap/pulumi`, `curl -fsSL https://get.pulumi.com | sh`). `waybill deploy render` works without.",
  },
  {
    pattern:
      /(?:resource plugin|plugin) .*kubernetes.*(?:not found|could not|no |missing)|no resource plugin/i,
    says: "deploy needs Pulumi's Kubernetes provider. Install it with: pulumi plugin install resource kubernetes 4.25.0",
  },
  {
    pattern: /passphrase must be set|incorrect passphrase/i,
    says: "the stack's state was made with a passphrase: set PULUMI_CONFIG_PASSPHRASE or PULUMI_CONFIG_PASSPHRASE_FILE to it",
  },
  {
    pattern: /PULUMI_ACCESS_TOKEN must be set|not logged in|no credentials/i,
    says: "deploy needs to know where the state is kept: set PULUMI_BACKEND_URL to a folder (file:///srv/waybill-state), a bucket (s3://bucket), or log in with: pulumi login",
  },
  {
    pattern: /(?:unable to open bucket|no such file or directory).*|could not (?:read|list) bucket/i,
    says: "the place of the state cannot be read. Make the folder or bucket that PULUMI_BACKEND_URL names, and see that you may use it",
  },
  {
    pattern: /stack is currently locked|the stack is currently locked/i,
    says: "somebody else is deploying this environment, or was cut off while doing so. Wait for them, or free it with: pulumi cancel",
  },
  {
    pattern:
      /configured Kubernetes cluster is unreachable|unable to load Kubernetes client configuration|no configuration has been provided|context .* does not exist/i,
    says: "the cluster cannot be reached. See that KUBECONFIG, or --context, names one that answers: kubectl version",
  },
];

/** What to do about an error of Pulumi's, where it is known. */
export function adviceFor(text: string): string | undefined {
  return lacking.find(({ pattern }) => pattern.test(text))?.says;
}
