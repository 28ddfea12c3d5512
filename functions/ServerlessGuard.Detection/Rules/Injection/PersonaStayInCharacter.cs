namespace ServerlessGuard.Detection.Rules.Injection;

/// <summary>Stay in character, never break it, two ways to answer.</summary>
internal sealed class PersonaStayInCharacter : IRuleSource
{
    public static Rule Rule { get; } = new()
    {
        Id = "SG-INJ-014",
        Kind = "injection-jailbreak-persona",
        Category = FindingCategory.Injection,
        Anchor = Anchor.Contains([
            "stay in character", "stays in character", "staying in character", "break character", "breaks character", "in character", "stay in char", "remain in character",
            "two ways", "two different", "two responses", "stay as", "stay in dan"], 60),
        Pattern = @"(?:stay|stays|staying|remain|remains|stay a|keep) (?:fully |always |completely |strictly )?in (?:your |the |his |her )?(?:character|char\b)(?:[^\n]{0,30})|(?:never|not|don\x27t|do not|without|if you|cannot|can\x27t) (?:ever )?break(?:s|ing)? (?:out of |the |your )?character|(?:answer|respond|reply|responses?|prompts?)[^\n]{0,40}(?:in )?(?:as )?two (?:different |separate |distinct )?(?:different |separate )?(?:ways|manners|responses|paragraphs)",
        IgnoreCase = true,
        MaxLength = 120,
        RightBoundary = false,
        Confidence = 0.62,
        Positives = [
            "You must «never break character» here",
        ],
        Negatives = [
            "He did two different jobs",
            "The story has rich characters",
        ],
    };
}
