namespace ServerlessGuard.Detection.Rules.Injection;

/// <summary>A fictional frame that switches safety off: hypothetical answers, evil confidants, opposite worlds.</summary>
internal sealed class PersonaUnreal : IRuleSource
{
    public static Rule Rule { get; } = new()
    {
        Id = "SG-INJ-015",
        Kind = "injection-jailbreak-persona",
        Category = FindingCategory.Injection,
        Anchor = Anchor.Contains([
            "evil trusted", "evil confidant", "machiavelli", "\"aim\"", "always intelligent and", "opposite day", "hypothetical", "nothing is illegal",
            "anything is allowed", "everything is allowed", "anything is possible", "everything is legal", "no laws", "illegal or", "illegal,", "harmful",
            "offensive", "unethical", "nsfw", "explicit", "profanity", "swear", "curse", "without hesitation",
            "deceased grandmother", "grandma", "fictional world", "free will", "sentient", "unhinged", "villain"], 60),
        Pattern = @"evil (?:trusted )?confidant|always intelligent and machiavellian|opposite day|nothing is (?:illegal|forbidden|off[- ]limits)|(?:everything|anything) (?:is|you say is) (?:allowed|legal|permitted|possible and)|(?:even|no matter (?:how|if)[^\n]{0,20}|can be|may be|if (?:it|they) (?:is|are)|considered|deemed|anything|things|content|information|whether|of) (?:it\x27s |it is |they are )?(?:considered |deemed )?(?:illegal|unethical|immoral|harmful|offensive|explicit|nsfw|dangerous|inappropriate|derogatory|unsafe|controversial)(?:,| or| and|/)\s?(?:or |and |even )?(?:illegal|unethical|immoral|harmful|offensive|explicit|nsfw|dangerous|inappropriate|unsafe|sexual|violent|derogatory|illogical|controversial|hateful|graphic|non)|(?:can|will|should|must|allowed to|able to|free to|to|and|always) (?:also )?(?:swear|curse|use profanity|say profanity|generate nsfw|produce nsfw|create nsfw)(?: and| freely| words| at|,|\.| profanity)|deceased grandmother|(?:you|she|he|ai|gpt|who) (?:has|have|having|now have) (?:your |its |their |her |a )?(?:own )?free will|unhinged response",
        IgnoreCase = true,
        MaxLength = 120,
        RightBoundary = false,
        Confidence = 0.62,
        Positives = [
            "I have an «evil trusted confidant» for you",
        ],
        Negatives = [
            "Is swearing harmful?",
            "My grandma baked forty cookies",
        ],
    };
}
