namespace ServerlessGuard.Detection.Rules.Secrets;

/// <summary>Mapbox token: a JWT body without its header.</summary>
internal sealed class MapboxToken : IRuleSource
{
    public static Rule Rule { get; } = new()
    {
        Id = "SG-SEC-154",
        Kind = "mapbox-token",
        Category = FindingCategory.Secret,
        Anchor = Anchor.StartsWith("pk.eyJ1", "sk.eyJ1", "tk.eyJ1"),
        Pattern = @"[pst]k\.eyJ1[A-Za-z0-9_-]{20,200}\.[A-Za-z0-9_-]{20,30}",
        MaxLength = 240,
        RightBoundary = false,
        Confidence = 0.95,
        Positives = [
            "Rotate «sk." + "eyJ1KvMlDQ2m7yDG15TYCUmQO2bv5" + "UqN8kd2IQHyQKGLGWXcLYdMS47YDdu4XnZs.M97_2w56FaGUtEWI3MmPxH» before Friday.",
        ],
        Negatives = [
            "sk.eyJ1KvMl is not one",
            "The mapbox-token page describes the format.",
        ],
    };
}
