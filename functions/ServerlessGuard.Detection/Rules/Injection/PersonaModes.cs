namespace ServerlessGuard.Detection.Rules.Injection;

/// <summary>Developer, god, debug, chaos and other modes without limits.</summary>
internal sealed class PersonaModes : IRuleSource
{
    public static Rule Rule { get; } = new()
    {
        Id = "SG-INJ-012",
        Kind = "injection-jailbreak-persona",
        Category = FindingCategory.Injection,
        Anchor = Anchor.Contains([
            "developer mode", "dev mode", "god mode", "debug mode", "jailbreak", "jail break", "jailbroken", "unrestricted mode",
            "unfiltered mode", "opposite mode", "evil mode", "admin mode", "sudo mode", "maintenance mode", "chaos mode", "no filter mode",
            "mode enabled", "entwicklermodus", "modo desarrollador", "mode développeur", "modo sviluppatore", "desenvolvedor", "режим разработчика", "开发者模式",
            "開発者モード", "개발자 모드", "geliştirici modu", "superuser mode", "simulator mode"], 40),
        Pattern = @"(?:developer|dev|god|debug|jailbreak|jailbroken|unrestricted|unfiltered|opposite|evil|admin|sudo|maintenance|chaos|superuser|dan|simulator)[ -]mode(?:\s\(?v?[0-9.]{1,4}\)?)?[ ""\x27]{0,2}(?:output|enabled|activated|is now|on\b|response|policy|with)|(?:with|in|enter|enable|activate|simulate|switch to|act in)\s(?:chatgpt |gpt )?(?:developer|god|debug|unrestricted|unfiltered|evil|admin|sudo|jailbreak|jailbroken) mode|jail ?broken (?:ai|chatgpt|version|mode|model|assistant|prompt|by|bot)|(?:chatgpt|gpt|ai|\[?🔓) ?jailbrea?k|jailbreak(?:ed)? (?:chatgpt|gpt|ai|prompt|command)|entwicklermodus|modo desarrollador|mode développeur|modo sviluppatore|режим разработчика|开发者模式|開発者モード|개발자 모드|geliştirici modu",
        IgnoreCase = true,
        MaxLength = 80,
        RightBoundary = false,
        Confidence = 0.8,
        Positives = [
            "You respond «with developer mode» switched on",
        ],
        Negatives = [
            "Enable debug logging in the app",
            "turn on developer options",
        ],
    };
}
