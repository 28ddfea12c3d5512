namespace ServerlessGuard.Detection.Rules.Injection;

/// <summary>Pieces of text are to be joined and then answered.</summary>
internal sealed class PayloadSplitting : IRuleSource
{
    public static Rule Rule { get; } = new()
    {
        Id = "SG-INJ-026",
        Kind = "injection-encoded",
        Category = FindingCategory.Injection,
        Anchor = Anchor.Contains([
            "a + b", "a+b", "x + y", "a + c", "concatenate", "z = a", "c + b", "combine the",
            "smartgpt", "b + c", "sentencecompletion", "+ b +", "d = a", "two strings", "three strings", "join the"], 100),
        Pattern = @"(?:z|d|e|x|y|s|c|result|string|sentence|write|output|print|answer|say|return|complete|gpt|put together)[ =(:`""]{1,4}(?:the )?\(?[a-z]\d? ?\+ ?[a-z]\d?(?: ?\+ ?[a-z]\d?){0,6}|smartgpt\(|(?:combine|concatenate|join|put together)[^\n]{0,60}?(?:strings?|words|letters|parts|variables|sentence|pieces|phrases|fragments)[^\n]{0,60}?(?:and|then)\s(?:answer|respond|follow|execute|tell|explain|say|act|obey|complete|do )|(?:let|given|define|suppose|assume|with) [a-z] ?= ?[""\x27][^""\x27\n]{4,100}[""\x27][^\n]{0,20}?[a-z] ?= ?[""\x27]",
        IgnoreCase = true,
        MaxLength = 180,
        RightBoundary = false,
        Confidence = 0.6,
        Positives = [
            "Write «z = a + b» and answer it",
        ],
        Negatives = [
            "compute 3 + 4",
            "a + b is commutative",
        ],
    };
}
