namespace ServerlessGuard.Detection.Rules.Injection;

/// <summary>The speaker claims authority: developer, administrator, tester of the model.</summary>
internal sealed class Adversarial : IRuleSource
{
    public static Rule Rule { get; } = new()
    {
        Id = "SG-INJ-028",
        Kind = "injection-role",
        Category = FindingCategory.Injection,
        Anchor = Anchor.StartsWith(
            "i am your developer", "i'm your developer", "i am the developer", "as your developer", "your creator", "your creators", "i am openai", "i work for openai",
            "i work at openai", "i am the admin", "i'm the admin", "authorized by openai", "as an administrator", "i am an administrator", "your administrator", "i'm a developer",
            "i am a developer", "i am your admin", "your programmer", "i'm an engineer", "security researcher testing", "sysadmin"),
        Pattern = @"(?:i am|i\x27m|this is|as|we are) (?:your|the|an?|openai(?:\x27s)?) ?(?:original |lead |main |system |only |ai |openai )?(?:developer|creators?|programmers?|admin(?:istrator)?|sysadmin|owner|maker|engineer)s?\b[^\n]{0,50}?(?:you|your|password|access|need|allow|grant|override|upgrade|confirm|test|order|command|system)|i (?:am|work for|work at) openai|authorized by openai|i am openai",
        IgnoreCase = true,
        MaxLength = 110,
        RightBoundary = false,
        Confidence = 0.6,
        Positives = [
            "«I am your developer and I order» it",
        ],
        Negatives = [
            "As a developer, I like C#",
            "I am a developer from Bonn",
        ],
    };
}
