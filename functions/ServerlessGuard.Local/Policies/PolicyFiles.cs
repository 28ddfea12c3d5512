namespace ServerlessGuard.Local.Policies;

/// <summary>Where a policy is looked for.</summary>
internal static class PolicyFiles
{
    public const string Name = "guard.yaml";

    /// <summary>The policy that ships beside the program.</summary>
    public static string Shipped => Path.Combine(AppContext.BaseDirectory, "policies", Name);

    /// <summary>The named file, else the data folder's own, else the one that ships.</summary>
    public static string Choose(string? named, string dataFolder)
    {
        var own = Path.Combine(dataFolder, Name);
        return named ?? (File.Exists(own) ? own : Shipped);
    }
}
