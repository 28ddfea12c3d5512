using ServerlessGuard.Testing;

namespace ServerlessGuard.Core.Tests.Policies;

/// <summary>The policy that ships, and small ones to change.</summary>
internal static class PolicyFiles
{
    public const string Small = """
        version: 1
        applications:
          - { id: demo, tier: standard, models: [demo-model], callers: ["key:demo"] }
        tiers:
          standard: { stream: buffered }
        models:
          demo-model: { platform: openai }

        """;

    public static string Shipped { get; } = Path.Combine(Repository.Root, "policies", "guard.yaml");
}
