namespace ServerlessGuard.Core.Rotation;

/// <summary>Tags of the vault versions that the guard makes.</summary>
public static class RotationTags
{
    /// <summary>The rotation that made the version.</summary>
    public const string Rotation = "guard-rotation";

    /// <summary>The rotation that the version undoes.</summary>
    public const string Restores = "guard-restores";

    public const string Credential = "guard-credential";

    public const string Slot = "guard-slot";

    public static bool IsOurs(IReadOnlyDictionary<string, string> tags)
    {
        ArgumentNullException.ThrowIfNull(tags);
        return tags.ContainsKey(Rotation) || tags.ContainsKey(Restores);
    }
}
