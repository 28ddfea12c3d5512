using ServerlessGuard.Detection.Rules.Secrets.Checks;

namespace ServerlessGuard.Detection.Rules.Secrets;

/// <summary>Keys and tokens of Amazon Web Services.</summary>
internal static class AwsSecrets
{
    /// <summary>AWS access key id: a type prefix and sixteen base-32 digits.</summary>
    public static Rule AwsAccessKeyId { get; } = new()
    {
        Id = "SG-SEC-001",
        Kind = "aws-access-key-id",
        Category = FindingCategory.Secret,
        Anchor = Anchor.StartsWith("AKIA", "ASIA", "ABIA", "ACCA"),
        Pattern = "(?:AKIA|ASIA|ABIA|ACCA)[A-Z2-7]{16}",
        MaxLength = 20,
        Check = SecretShape.NotPlaceholder,
        Confidence = 0.95,
        Positives = [
            "Rotate «AKI" + "AJHIM" + "RGSCC5YQG7YB» before Friday.",
            "config: { \"value\": \"«AB" + "IAZNAAS" + "AEEF5SIU7EB»\" }",
        ],
        Negatives = [
            "Rotate AKI" + "AJHIMRG" + "SCCEXAMPLE before Friday.",
            "AKI" + "AJHIMR" + "GSCC5YQG7Y is too short or misspelt",
            "XBI" + "AZNAASA" + "EEF5SIU7EB is too short or misspelt",
        ],
    };

    /// <summary>AWS session token by its fixed opening.</summary>
    public static Rule AwsSessionToken { get; } = new()
    {
        Id = "SG-SEC-002",
        Kind = "aws-session-token",
        Category = FindingCategory.Secret,
        Anchor = Anchor.StartsWith("FwoGZXIvYXdz", "IQoJb3JpZ2lu", "FQoGZXIvYXdz"),
        Pattern = "(?:FwoGZXIvYXdz|IQoJb3JpZ2lu|FQoGZXIvYXdz)[A-Za-z0-9/+=]{80,}",
        MaxLength = 4096,
        Stop = " \n\t\"'",
        Confidence = 0.95,
        Positives = [
            "Rotate «IQo" + "Jb3JpZ2luaj4WJ1Qzp2BUiJtEIpfX7OdsCB+MXCPp2Nl3Oji2iwRzdpU" + "VOVwCUt42F71pjkHxof4yB3RERMjQvB6lP7+XGZQmHWez0Fzr323JNqbGe3SJI+n/odS+s8XDpOvSlR0HbEV5b1AWaKbKh0QtVOG8Dcoy2/M6Bj+k» before Friday.",
            "- value: «IQ" + "oJb3JpZ2luaj0DZ7Lzc6CYfAlEFicU7KdaBB+SCDDa3Cf7Bpy5teAdabFACDdFCd12E57ebbWacb5fF3NCZ" + "RyPaD8eP5+EZCCtMOeg6Fpe427XLabIc4MOE+q/vdN+h0FEeBqEwR6DaAB5a6BCfReKw4VdOQF1Acgb5/A6Dc+f»",
        ],
        Negatives = [
            "docs mention IQo" + "Jb3JpZ2luaj4WJ1Qzp2BUiJtEIpfX7OdsCB+MXCP" + "p2Nl3Oji2iwRzdpUVOVwCUt42F71pjkHxof4yB3RERM as a wrong one",
            "docs mention XQo" + "Jb3JpZ2luaj0DZ7Lzc6CYfAlEFicU7KdaBB+SCDDa3Cf7Bpy5teAdabFACDdFCd12E57ebbWacb5fF3NCZR" + "yPaD8eP5+EZCCtMOeg6Fpe427XLabIc4MOE+q/vdN+h0FEeBqEwR6DaAB5a6BCfReKw4VdOQF1Acgb5/A6Dc+f as a wrong one",
        ],
    };

    /// <summary>Amazon Bedrock long-lived API key.</summary>
    public static Rule AwsBedrockKey { get; } = new()
    {
        Id = "SG-SEC-003",
        Kind = "aws-bedrock-key",
        Category = FindingCategory.Secret,
        Anchor = Anchor.StartsWith("ABSK"),
        Pattern = "ABSK[A-Za-z0-9+/]{109,269}={0,2}",
        MaxLength = 280,
        Stop = " \n\t\"'",
        Confidence = 0.95,
        Positives = [
            "Rotate «ABS" + "KzN/ECZYc52u0+p8s78ePIVCxBxE544kIbLUQHUrW/i" + "DyFr3HaYnmh/+znfDGabuLieMTsWWFzSazI1NFvaSo64Nx48wBteVpY7YklgkBQwgcNvAdPM9V3FIJ7cI9JwO/» before Friday.",
            "curl -H 'X-Value: «AB" + "SKaF/BAEFc81n1+p3r78cUEEEiAsE652oZdJECMLjO/bEfBz6QaBcbf/+ctcCEd" + "dyGbfBOdQBCeTdnB6NFafAx45Nc03pAdaOlI5LeavcBYcfdEeCbBC9N9DRB0fP7GqT/»' https://api.example.com/v1",
        ],
        Negatives = [
            "typed ABS" + "KzN/ECZYc52u0+p8s78ePIVCxBxE544kIbLUQHUrW/iDyFr3HaY" + "nmh/+znfDGabuLieMTsWWFzSazI1NFvaSo64Nx48wBteVpY7YklgkB by mistake",
            "typed XBS" + "KaF/BAEFc81n1+p3r78cUEEEiAsE652oZdJECMLjO/bEfBz6QaBcbf/+ctcCEdd" + "yGbfBOdQBCeTdnB6NFafAx45Nc03pAdaOlI5LeavcBYcfdEeCbBC9N9DRB0fP7GqT/ by mistake",
        ],
    };

    /// <summary>Amazon Bedrock short-lived API key.</summary>
    public static Rule AwsBedrockShortKey { get; } = new()
    {
        Id = "SG-SEC-004",
        Kind = "aws-bedrock-key",
        Category = FindingCategory.Secret,
        Anchor = Anchor.StartsWith("bedrock-api-key-"),
        Pattern = "bedrock-api-key-[A-Za-z0-9+/=]{40,}",
        MaxLength = 2048,
        Stop = " \n\t\"'",
        Confidence = 0.95,
        Positives = [
            "Rotate «bed" + "rock-api-key-K4dbPNZxHoEVmel/0Vphu" + "+F7ro9D+N9A61itkF5z0FUPdORr40ICqC0kapZ3znIoEJ0D3AuHi5ZBOK+wmpLrHc1NQZ» before Friday.",
            "found «be" + "drock-api-key-F7efWPArBbEWafc/4Ipbr+F7ea7B+Z5C06el" + "gB3h6ATEeCBb13HBeA7zepA3enFfDA0F2BdLr9IASC+eupEiDc5EAB» in the build log",
        ],
        Negatives = [
            "parser dropped bed" + "rock-api-key-K4dbPNZx" + "HoEVmel/0Vphu+F7ro9D+N9A",
            "parser dropped xed" + "rock-api-key-F7efWPArBbEWafc/4Ipbr+F7ea7B+Z5C06elg" + "B3h6ATEeCBb13HBeA7zepA3enFfDA0F2BdLr9IASC+eupEiDc5EAB",
        ],
    };

    /// <summary>Amazon marketplace web service token.</summary>
    public static Rule AwsMarketplaceKey { get; } = new()
    {
        Id = "SG-SEC-005",
        Kind = "amazon-mws-token",
        Category = FindingCategory.Secret,
        Anchor = Anchor.StartsWith("amzn.mws."),
        Pattern = @"amzn\.mws\.[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}",
        MaxLength = 48,
        Confidence = 0.95,
        Positives = [
            "Rotate «amz" + "n.mws.20ff5b82" + "-ede5-cf53-4c1c-c02046df9035» before Friday.",
            "Set it to «am" + "zn.mws.47ef4b15-ccf9" + "-cc76-2f1a-b16626fb5485» and restart.",
        ],
        Negatives = [
            "almost: amz" + "n.mws.20ff5b82-ede5" + "-cf53-4c1c-c02046df903",
            "almost: xmz" + "n.mws.47ef4b15-ccf9" + "-cc76-2f1a-b16626fb5485",
        ],
    };

    /// <summary>Login with Amazon client secret.</summary>
    public static Rule AmazonOauthSecret { get; } = new()
    {
        Id = "SG-SEC-006",
        Kind = "amazon-oauth-secret",
        Category = FindingCategory.Secret,
        Anchor = Anchor.StartsWith("amzn1.oa2-cs.v1."),
        Pattern = @"amzn1\.oa2-cs\.v1\.[0-9a-f]{64}",
        MaxLength = 84,
        Confidence = 0.95,
        Positives = [
            "Rotate «amz" + "n1.oa2-cs.v1.bb4d6606e012" + "34ae5bf8293300317d7f0ec5da583cd0ac61b44ca0209d1c9fde» before Friday.",
            "old value «am" + "zn1.oa2-cs.v1.cf5d8570c39697ce1bd7255" + "827375f1e0ad7ca318ca9ad82f74fc1612a6a7bee», please revoke",
        ],
        Negatives = [
            "amz" + "n1.oa2-cs.v1.bb4d6606e01234ae5bf8293" + "300317d7f0ec5da583cd0ac61b44ca0209d1c9fd never worked",
            "xmz" + "n1.oa2-cs.v1.cf5d8570c39697ce1bd72558" + "27375f1e0ad7ca318ca9ad82f74fc1612a6a7bee never worked",
        ],
    };
}
