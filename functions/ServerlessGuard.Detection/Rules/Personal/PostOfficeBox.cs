namespace ServerlessGuard.Detection.Rules.Personal;

/// <summary>A post office box, or a military address of the United States (APO, FPO, DPO).</summary>
internal sealed class PostOfficeBox : IRuleSource
{
    public static Rule Rule { get; } = new()
    {
        Id = "SG-PII-027",
        Kind = "street-address",
        Category = FindingCategory.Personal,
        Anchor = Anchor.Contains(["Box ", "BOX ", "APO ", "FPO ", "DPO ", "box "], maxBefore: 40),
        Pattern = @"(?:(?:P\.? ?O\.?|Post Office|[Pp]\.[Oo]\.) ?(?:[Bb]ox|BOX) \d{1,6}|(?:(?:Unit|PSC|CMR) \d{1,5} Box \d{1,5}|US[A-Z]{1,3} \p{Lu}\p{L}{1,20})[,\n ]{1,3}[AFD]PO,? A[AEP],? \d{5})(?:,? ?\n? ?(?:[Aa]pt|[Aa]partment|[Ss]uite|[Ss]te|[Uu]nit|[Ff]lat|[Ff]loor|#)\.? ?[A-Z0-9-]{1,6})?",
        MaxLength = 64,
        Confidence = 0.85,
        Positives = ["Write to «P.O. Box 1234», Springfield", "«PSC 1234 Box 5678, APO AE 09204»"],
        Negatives = ["a box 12 inches wide", "PO Box", "Unit 5 Box"],
    };
}
