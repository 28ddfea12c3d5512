namespace ServerlessGuard.Detection.Rules.Injection;

/// <summary>A persona or answer without rules, filters, ethics or refusals.</summary>
internal sealed class PersonaUnbound : IRuleSource
{
    public static Rule Rule { get; } = new()
    {
        Id = "SG-INJ-013",
        Kind = "injection-jailbreak-persona",
        Category = FindingCategory.Injection,
        Anchor = Anchor.Contains([
            "no rules", "without any", "no restrictions", "no limitations", "no ethical", "no moral", "no guidelines", "unfiltered",
            "uncensored", "amoral", "unethical", "immoral", "without restriction", "without rules", "without ethic", "free from",
            "freed from", "broken free", "break free", "not bound", "no longer bound", "unbound", "no boundaries", "no filter",
            "no censorship", "not have to abide", "do not have to follow", "never refuse", "cannot refuse", "can't refuse", "refuse to", "regardless of",
            "not restricted", "no morals", "no ethics", "do not care about", "doesn't care about", "devoid of", "bypass", "openai",
            "content policy", "content policies", "not limited by", "unrestricted", "without limitations", "without filters", "without warnings", "no warnings",
            "disclaimers"], 60),
        Pattern = @"(?:ha(?:s|ve|ving)|with|there are|under|has absolutely|have absolutely) (?:absolutely )?no (?:rules|restrictions|limitations|limits|ethical|moral|morals|ethics|guidelines|boundaries|filters?|censorship|content polic|programming guidelines)|without (?:any |having any |regard (?:to|for) |all )?(?:ethical|moral|restrictions?|limitations?|filters?|censorship|ethics|morals|rules or|warnings? or|disclaimers? or|safety|legal or|legality|inhibitions|content polic|remorse)|(?:free|freed|broken free|break free|breaking free|liberated) (?:from|of) (?:the |all |any |its |their |your )?(?:typical |usual |openai |ethical |moral |ai )?(?:confines|restrictions|limitations|constraints|rules|shackles|chains|guidelines|boundaries|polic|censorship|restraints)|(?:not|no longer|never|isn\x27t|aren\x27t|un) ?(?:be )?(?:bound|restricted|limited|constrained|governed|restrained) (?:by|to) (?:any |the |openai|its |their |your |ethical|moral|rules|typical|law|those|these|human|content|such|all)|(?:do(?:es)?|will|need) not? ?(?:n\x27t )?(?:have to |need to |needs to |has to )?(?:abide by|adhere to|comply with|care about|follow) (?:the |any |openai|its |their )?(?:rules|content polic|policies|ethic|moral|law|guideline|openai|legal|restriction)|(?:always|completely|totally|fully|an|is|are|and) (?:unfiltered|uncensored|amoral|unethical)(?:,| and|ly| chatbot| ai| response| language| answer| content| bot| version| assistant)|(?:never|not|cannot|can\x27t|won\x27t|incapable of|without) (?:ever |be able to )?refus(?:e|es|ing) (?:to |any|a |an |the |my |requests?|human|direct|or)|(?:regardless|irrespective) of (?:any |the |how |whether |their |its |all |what )?(?:ethic|moral|legal|consequence|unethical|illegal|immoral|it is |it\x27s |openai|polic|restrict|content)|openai(?:\x27s|s)? (?:content |usage |use[- ]case )?(?:polic|guideline|restriction|rules)|(?:bypass|circumvent|evade|ignore|against|violat\w{1,4}|break|breach|disobey) (?:openai|the content|content|any content|all content|your content|your ethic|your safety|your programming|ethical|moral) ?(?:polic|guideline|restriction|\x27s|standard|filter|programming|rules)?",
        IgnoreCase = true,
        MaxLength = 150,
        RightBoundary = false,
        Confidence = 0.65,
        Positives = [
            "A bot that «has no ethical» limits",
        ],
        Negatives = [
            "No rules of thumb for soup",
            "free of charge",
        ],
    };
}
