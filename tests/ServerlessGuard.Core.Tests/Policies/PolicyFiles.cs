namespace ServerlessGuard.Core.Tests.Policies;

/// <summary>The policy that ships, found from the test's own folder upwards, and small ones to change.</summary>
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

    public static string Shipped { get; } = Find("policies/guard.yaml");

    private static string Find(string relative)
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var path = Path.Combine(folder.FullName, relative);
            if (File.Exists(path))
            {
                return path;
            }
        }

        throw new FileNotFoundException(relative);
    }
}
