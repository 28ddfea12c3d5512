namespace ServerlessGuard.Detection.Rules.Secrets;

/// <summary>Firebase Cloud Messaging server key.</summary>
internal sealed class FirebaseMessagingKey : IRuleSource
{
    public static Rule Rule { get; } = new()
    {
        Id = "SG-SEC-013",
        Kind = "firebase-server-key",
        Category = FindingCategory.Secret,
        Anchor = Anchor.StartsWith("AAAA"),
        Pattern = "AAAA[A-Za-z0-9_-]{7}:APA91b[A-Za-z0-9_-]{130,140}",
        MaxLength = 160,
        Confidence = 0.95,
        Positives = [
            "Rotate «AAA" + "A9TL02U3:APA91blY0p0FOb53MQ-vUqF0nlWYdTlPUq8WniX6" + "HtiNcZ0N_Sqy2-9UnDGOaXR2CLclxT7FJIc2YKIaT-YYZaJv_VOdX75-XP9ZvubVbE5bArvxYvnebWtMVWvG-CsNNdFzWXTQ57w0» before Friday.",
        ],
        Negatives = [
            "AAAA9TL02U3:APA91bl is not one",
            "The firebase-server-key page describes the format.",
        ],
    };
}
