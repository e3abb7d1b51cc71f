/** Programs that are built from the Go modules pinned in `go/`: the cluster suite's, and the linter of workflows. */

export interface Tool {
  /** What the program is called, and its folder in `go/`. */
  readonly name: string;
  /** The package to build: our own `main` in that folder, or one of a module. */
  readonly package: string;
  /** Variables that the linker sets. Without its version a program is refused by those that talk to it. */
  readonly linked: Readonly<Record<string, string>>;
  /** Files of a module that our own `main` embeds, copied beside it before the build. */
  readonly embeds?: { readonly module: string; readonly files: readonly string[] };
}

/** The npm package `@pulumi/kubernetes` asks for a provider of its own version. */
export const providerVersion = "4.25.0";
const kubernetesVersion = "v1.35.4";
const provider = "github.com/pulumi/pulumi-kubernetes/provider/v4";
const component = "k8s.io/component-base/version";

/** Reads GitHub's workflow files. No part of the cluster suite. */
export const actionlint: Tool = {
  name: "actionlint",
  package: "github.com/rhysd/actionlint/cmd/actionlint",
  linked: { "github.com/rhysd/actionlint.version": "v1.7.12" },
};

/** The cluster suite's. */
export const tools: readonly Tool[] = [
  {
    name: "control-plane",
    package: ".",
    linked: {
      [`${component}.gitVersion`]: kubernetesVersion,
      [`${component}.gitMajor`]: "1",
      [`${component}.gitMinor`]: "35",
      [`${component}.gitTreeState`]: "clean",
      [`${component}.gitCommit`]: "0000000",
      [`${component}.buildDate`]: "2026-01-01T00:00:00Z",
    },
  },
  { name: "crane", package: "github.com/google/go-containerregistry/cmd/crane", linked: {} },
  { name: "kube-score", package: "github.com/zegl/kube-score/cmd/kube-score", linked: {} },
  { name: "kubeconform", package: "github.com/yannh/kubeconform/cmd/kubeconform", linked: {} },
  {
    name: "kwok",
    package: "sigs.k8s.io/kwok/cmd/kwok",
    linked: { "sigs.k8s.io/kwok/pkg/consts.Version": "v0.7.0" },
  },
  {
    name: "pulumi",
    package: "github.com/pulumi/pulumi/pkg/v3/cmd/pulumi",
    linked: { "github.com/pulumi/pulumi/sdk/v3/go/common/version.Version": "v3.274.1" },
  },
  {
    name: "pulumi-resource-kubernetes",
    package: ".",
    linked: { [`${provider}/pkg/version.Version`]: providerVersion },
    embeds: {
      module: provider,
      files: [
        "cmd/pulumi-resource-kubernetes/schema.json",
        "cmd/pulumi-resource-kubernetes/terraform-mapping.json",
      ],
    },
  },
];
