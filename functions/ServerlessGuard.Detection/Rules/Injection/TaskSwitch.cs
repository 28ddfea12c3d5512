namespace ServerlessGuard.Detection.Rules.Injection;

/// <summary>The task is declared done and another one begins.</summary>
internal sealed class TaskSwitch : IRuleSource
{
    public static Rule Rule { get; } = new()
    {
        Id = "SG-INJ-029",
        Kind = "injection-override",
        Category = FindingCategory.Injection,
        Anchor = Anchor.Contains([
            "another task", "following task", "new task", "other task", "weitere aufgabe", "weiteren aufgabe", "weitere aufgaben", "folgenden aufgabe",
            "neue aufgabe", "neuen aufgabe", "neue aufgaben", "neue anweisungen", "now write a", "verfasse nun", "forget about everything", "hinter sich",
            "sind irrelevant", "new challenge for you", "following question", "stop:", "zaboravi", "weitere frage", "folgender frage"], 70),
        Pattern = @"(?:help (?:me )?with|i have|have|now comes?|here comes?|with|bei|but now|for you)\s(?:me )?(?:another|the following|the other|a new|an other|a great new|a further|einer? (?:weiteren|neuen|anderen)|der folgenden|folgender)\s(?:task|challenge|question|aufgabe|frage)(?: for you)?\s?[.:!]|(?:nun|jetzt|es) (?:folgen|folgt|kommt|kommen) (?:weitere|neue|eine neue|eine weitere) (?:aufgaben?|anweisungen|instruktionen)|(?:that is|that\x27s|this is) (?:done|enough|finished)[.!]\s{1,3}now (?:please )?(?:write|help|answer|do)|das ist erledigt[.!]\s{1,3}(?:verfasse|schreibe|jetzt|nun)|forget about everything and|informationen hinter sich|informationen[^\n.]{0,40}sind irrelevant|zaboravi sve|stop: (?:write|say|print)",
        IgnoreCase = true,
        MaxLength = 130,
        RightBoundary = false,
        Confidence = 0.65,
        Positives = [
            "Good. «That is done. Now write» a poem",
            "please «help me with the following task.» Write a reason",
        ],
        Negatives = [
            "The task force met again",
            "We finished that task. Now we rest",
        ],
    };
}
