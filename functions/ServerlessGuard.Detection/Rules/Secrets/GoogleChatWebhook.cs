namespace ServerlessGuard.Detection.Rules.Secrets;

/// <summary>Google Chat webhook.</summary>
internal sealed class GoogleChatWebhook : IRuleSource
{
    public static Rule Rule { get; } = new()
    {
        Id = "SG-SEC-092",
        Kind = "google-chat-webhook",
        Category = FindingCategory.Secret,
        Anchor = Anchor.StartsWith("chat.googleapis.com/v1/spaces/"),
        Pattern = @"chat\.googleapis\.com/v1/spaces/[A-Za-z0-9_-]{6,20}/messages\?key=[A-Za-z0-9_-]{30,45}&token=[A-Za-z0-9_%-]{30,60}",
        MaxLength = 190,
        Confidence = 0.95,
        Positives = [
            "https://«cha" + "t.googleapis.com/v1/spaces/AAATG7UdpPI/messages" + "?key=j8DN8MhiQnINGd49ELxIJwgv_g8KhLX4StXQCOc&token=Ckn-6FImIYLskSEO-ugZGmtuWqBfpjm7SJeheJn5h8A» is in the notes",
        ],
        Negatives = [
            "https://chat.googleapis.co is not one",
            "The google-chat-webhook page describes the format.",
        ],
    };
}
