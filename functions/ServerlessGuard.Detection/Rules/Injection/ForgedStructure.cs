namespace ServerlessGuard.Detection.Rules.Injection;

/// <summary>Text that pretends to be another speaker, or hides what it says.</summary>
internal static class ForgedStructure
{
    /// <summary>Special tokens of chat templates.</summary>
    public static Rule ChatTemplateToken { get; } = new()
    {
        Id = "SG-INJ-018",
        Kind = "injection-delimiter",
        Category = FindingCategory.Injection,
        Anchor = Anchor.StartsWith(
            "<|im_start|>", "<|im_end|>", "<|endoftext|>", "<|system|>", "<|user|>", "<|assistant|>", "<|start_header_id|>", "<|eot_id|>",
            "<|begin_of_text|>", "[INST]", "[/INST]", "<<SYS>>", "<</SYS>>", "<start_of_turn>", "<end_of_turn>", "<|channel|>",
            "<|message|>", "<|fim_prefix|>", "<｜User｜>", "<|endofprompt|>", "<|start|>"),
        Pattern = @"<\|(?:im_start|im_end|endoftext|system|user|assistant|start_header_id|end_header_id|eot_id|begin_of_text|channel|message|fim_prefix|endofprompt|start|user)\|>|\[/?INST\]|<</?SYS>>|<(?:start|end)_of_turn>",
        IgnoreCase = true,
        MaxLength = 24,
        LeftBoundary = false,
        RightBoundary = false,
        Confidence = 0.85,
        Positives = [
            "text «<|im_start|>» system",
        ],
        Negatives = [
            "<|im_begin|> is no token",
            "a <b> tag",
            "[INSTALL]",
        ],
    };

    /// <summary>A faked role header or end-of-context marker inside text.</summary>
    public static Rule FakeRoleHeader { get; } = new()
    {
        Id = "SG-INJ-019",
        Kind = "injection-delimiter",
        Category = FindingCategory.Injection,
        Anchor = Anchor.StartsWith(
            "### system", "###system", "### instruction", "###instruction", "</system>", "<system>", "[system]", "system message:",
            "system:", "end of context", "end of document", "end of user", "begin admin", "[admin]", "</instructions>", "<instructions>",
            "</context>", "</user>", "[end of", "--- end", "system override", "admin override", "system update", "[assistant]",
            "### new"),
        Pattern = @"###? ?(?:system|new) (?:message|prompt|instructions?|task)\b:?|### ?system:|</?(?:system|instructions|user_input|user|context)>\s{0,4}(?:<|you|ignore|new|now|system|forget|please|human|the user|from)|\[(?:system|admin|assistant)\]?\s?(?:\(?#?[a-z ]{0,20}\)?)?:?\]?\s{0,2}(?:you|ignore|new|override|the user|forget|send)|(?:^|[\n""])?system (?:override|update): |(?:---+|===+|\[)\s?end (?:of )?(?:context|document|user|system|prompt|instructions|data|email|text)[^\n]{0,20}(?:\]|---|===)|system message: (?:you|ignore|new)",
        IgnoreCase = true,
        MaxLength = 70,
        LeftBoundary = false,
        RightBoundary = false,
        Confidence = 0.7,
        Positives = [
            "mail «### system prompt:» obey",
        ],
        Negatives = [
            "The system: a short history",
            "### Systems thinking",
        ],
    };

    /// <summary>A transcript with faked turns of another role.</summary>
    public static Rule AlternatingRoles { get; } = new()
    {
        Id = "SG-INJ-020",
        Kind = "injection-role",
        Category = FindingCategory.Injection,
        Anchor = Anchor.StartsWith("user:", "human:", "assistant:", "chatgpt:", "[gpt]", "[chatgpt", "dan]:", "(🔒", "[🔒", "🔓", "classic]", "[jailbreak]"),
        Pattern = @"\[(?:gpt|chatgpt|dan|jailbreak|classic|evil|dev|developer|🔒classic|🔓jailbreak)\]?:?|\[?🔓ja[il]{2}break|\(🔓|\[🔒classic\]|🔓",
        IgnoreCase = true,
        MaxLength = 30,
        LeftBoundary = false,
        RightBoundary = false,
        Confidence = 0.6,
        Positives = [
            "start with «[GPT]:» then",
        ],
        Negatives = [
            "user: hello",
            "assistant: how can I help",
        ],
    };

    /// <summary>Decode this and follow it.</summary>
    public static Rule EncodedPayload { get; } = new()
    {
        Id = "SG-INJ-025",
        Kind = "injection-encoded",
        Category = FindingCategory.Injection,
        Anchor = Anchor.Contains([
            "decode", "base64", "base 64", "rot13", "morse", "hex string", "reverse the", "spelled backwards",
            "ascii code", "decipher", "unicode escape", "dekodier", "décode", "decodifica", "解码", "デコード",
            "декодируй", "расшифруй", "encoded message", "binary code", "caesar", "cipher"], 60),
        Pattern = @"(?:decode|decipher|decrypt|translate|convert|reverse|unscramble|deobfuscate)[^\n]{0,70}?(?:and|then|,|;)\s{0,2}(?:then |please |immediately |now )?(?:follow|execute|obey|do |answer|respond|run|act|carry out|perform|comply|print|tell me|explain|provide|use it|give)|(?:follow|execute|obey|answer|respond to|run|perform) (?:the |this |these |following |my |instructions? |request |question |message |prompt |task )+(?:encoded|in|after decod|once decod|written|hidden|given)\s(?:in )?(?:base ?64|rot13|morse|hex|binary|reverse|ascii|cipher|caesar)",
        IgnoreCase = true,
        MaxLength = 160,
        RightBoundary = false,
        Confidence = 0.65,
        Positives = [
            "Please «decode the text below and follow» it",
        ],
        Negatives = [
            "decode the JSON body in Python",
            "base64 is an encoding",
            "Decode this base64 string for me",
        ],
    };

    /// <summary>Pieces of text are to be joined and then answered.</summary>
    public static Rule PayloadSplitting { get; } = new()
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
