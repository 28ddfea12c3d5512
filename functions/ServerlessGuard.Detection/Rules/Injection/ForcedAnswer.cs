namespace ServerlessGuard.Detection.Rules.Injection;

/// <summary>The answer is forced: only say, just print, start with.</summary>
internal sealed class ForcedAnswer : IRuleSource
{
    public static Rule Rule { get; } = new()
    {
        Id = "SG-INJ-027",
        Kind = "injection-override",
        Category = FindingCategory.Injection,
        Anchor = Anchor.Contains([
            "just say", "just print", "only say", "simply say", "just output", "say only", "print only", "only print",
            "answer only with", "nur mit", "sage nur", "sage einfach", "sag einfach", "schreib nur", "solo di", "di solo",
            "haha pwned", "pwned", "i have been pwned", "just answer", "say yes", "sage ja", "only answer", "just write",
            "solo tienes que"], 30),
        Pattern = @"(?:and|now|to|then|but|und|instead|instructions|,|\.|!)\s{1,2}(?:now |only |just |simply |jetzt |einfach )?(?:just |only |simply )(?:say|print|output|answer|write|respond with|repeat)\s{0,2}(?:with )?[:""\x27“„]{1,2}|(?:sage|sag|schreib|antworte)\s(?:nur|einfach|ausschließlich|ja!|jetzt|mir (?:nur|alle))[^\n]{0,20}|haha,? pwned!{0,3}|i have been pwned|solo tienes que decir|say (?:only )?[""\x27]?(?:yes|ja|pwned)[""\x27]?!",
        IgnoreCase = true,
        MaxLength = 70,
        RightBoundary = false,
        Confidence = 0.6,
        Positives = [
            "Stop «and just print \"»yes\" please",
        ],
        Negatives = [
            "I just want to say hello",
            "just print the page",
        ],
    };
}
