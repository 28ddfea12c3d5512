using ServerlessGuard.Core.Policies;

namespace ServerlessGuard.Local.Policies;

/// <summary>The paths at which a policy is looked for.</summary>
internal static class PolicyFiles
{
    public const string Name = "guard.yaml";

    /// <summary>The policy that ships with the program.</summary>
    public static string Shipped => Path.Combine(ShippedFiles.Folder, Name);

    /// <summary>The named file, else the data folder's own, else the one that ships.</summary>
    public static string Choose(string? named, string dataFolder)
    {
        var own = Path.Combine(dataFolder, Name);
        return named ?? (File.Exists(own) ? own : Shipped);
    }
}

/// <summary>A host was started with a policy that is not valid.</summary>
public sealed class PolicyRefusedException(IReadOnlyList<PolicyError> errors) : Exception("The policy is not valid.")
{
    public IReadOnlyList<PolicyError> Errors { get; } = errors;
}

/// <summary>The policy of one command's run.</summary>
internal sealed class FixedPolicy(GuardPolicy policy) : IPolicySource
{
    public GuardPolicy Current => policy;
}
