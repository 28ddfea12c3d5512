namespace ServerlessGuard.Detection.Rules.Secrets;

/// <summary>Terraform Cloud and Vagrant Cloud token.</summary>
internal sealed class TerraformToken : IRuleSource
{
    public static Rule Rule { get; } = new()
    {
        Id = "SG-SEC-050",
        Kind = "terraform-token",
        Category = FindingCategory.Secret,
        Anchor = Anchor.Contains([".atlasv1."], 14),
        Pattern = @"[A-Za-z0-9]{14}\.atlasv1\.[A-Za-z0-9_=-]{60,70}",
        MaxLength = 96,
        Confidence = 0.95,
        Positives = [
            "Rotate «xpu" + "UhtGgm8bb8R.atlasv1.sOSKMyc9s" + "TgPIm8260dHO8xMr6JSslpHW4wEIeNh2nSn3Tv5gWanq40G5tl3bkUXce6» before Friday.",
        ],
        Negatives = [
            "xpuUhtGgm8b is not one",
            "The terraform-token page describes the format.",
        ],
    };
}
