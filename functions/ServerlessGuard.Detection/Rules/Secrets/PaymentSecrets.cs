using ServerlessGuard.Detection.Rules.Secrets.Checks;

namespace ServerlessGuard.Detection.Rules.Secrets;

/// <summary>Keys of payment, shop and shipping services.</summary>
internal static class PaymentSecrets
{
    /// <summary>Stripe secret and restricted key.</summary>
    public static Rule StripeKey { get; } = new()
    {
        Id = "SG-SEC-103",
        Kind = "stripe-key",
        Category = FindingCategory.Secret,
        Anchor = Anchor.StartsWith("sk_live_", "sk_test_", "rk_live_", "rk_test_", "sk_prod_", "rk_prod_"),
        Pattern = "[sr]k_(?:live|test|prod)_[A-Za-z0-9]{14,247}",
        MaxLength = 256,
        Confidence = 0.95,
        Positives = [
            "Rotate «sk_" + "live_S7Zw" + "0UpW4fls2YKL0RNh5Vhl» before Friday.",
            "curl -H 'X-Value: «sk" + "_live_C9Kr5Cc" + "E0cbi5IDA0PKz5Rnc»' https://api.example.com/v1",
        ],
        Negatives = [
            "typed sk_" + "live_S7" + "Zw0UpW4fls by mistake",
            "typed xk_" + "live_C9Kr5CcE" + "0cbi5IDA0PKz5Rnc by mistake",
        ],
    };

    /// <summary>Stripe and Svix webhook signing secret.</summary>
    public static Rule StripeWebhookSecret { get; } = new()
    {
        Id = "SG-SEC-104",
        Kind = "stripe-webhook-secret",
        Category = FindingCategory.Secret,
        Anchor = Anchor.StartsWith("whsec_"),
        Pattern = "whsec_[A-Za-z0-9+/]{24,}={0,2}",
        MaxLength = 96,
        Confidence = 0.95,
        Positives = [
            "Rotate «whs" + "ec_yqTk0zox" + "WfUUwtoFNGQVhSHDd54dA0Hi» before Friday.",
            "found «wh" + "sec_abLf0aonAcCI" + "bpyDAFJViINCd14bA7Yk» in the build log",
        ],
        Negatives = [
            "parser dropped whs" + "ec_yqTk0zo" + "xWfUUwtoFNGQVh",
            "parser dropped xhs" + "ec_abLf0aonAcCIb" + "pyDAFJViINCd14bA7Yk",
        ],
    };

    /// <summary>Square access token and OAuth secret.</summary>
    public static Rule SquareToken { get; } = new()
    {
        Id = "SG-SEC-105",
        Kind = "square-token",
        Category = FindingCategory.Secret,
        Anchor = Anchor.StartsWith("sq0atp-", "sq0csp-", "sq0idp-", "EAAA"),
        Pattern = "sq0(?:atp|idp)-[A-Za-z0-9_-]{22}|sq0csp-[A-Za-z0-9_-]{43}|EAAA[A-Za-z0-9_-]{60}",
        MaxLength = 64,
        RightBoundary = false,
        Confidence = 0.95,
        Positives = [
            "Rotate «sq0" + "csp-a7XqUK8EG9w" + "AC4lqz7QdzgO7eRVrD6lPr4c2XPdLKPN» before Friday.",
            "Set it to «sq" + "0csp-d2KlHE5BN3mBC0ydd" + "8BexiD0eBRbE5fRf4d8ZTcAKBK» and restart.",
        ],
        Negatives = [
            "almost: sq0" + "csp-a7XqUK8EG9wAC4lqz" + "7QdzgO7eRVrD6lPr4c2XPdLKP",
            "almost: xq0" + "csp-d2KlHE5BN3mBC0ydd8" + "BexiD0eBRbE5fRf4d8ZTcAKBK",
        ],
    };

    /// <summary>Braintree and PayPal production access token.</summary>
    public static Rule BraintreeToken { get; } = new()
    {
        Id = "SG-SEC-106",
        Kind = "braintree-token",
        Category = FindingCategory.Secret,
        Anchor = Anchor.StartsWith("access_token$production$", "access_token$sandbox$"),
        Pattern = @"access_token\$(?:production|sandbox)\$[0-9a-z]{16}\$[0-9a-f]{32}",
        MaxLength = 80,
        Confidence = 0.95,
        Positives = [
            "Rotate «acc" + "ess_token$production$38" + "30reaabypus2vy$affaed492d7728ac37c43ba2691fb200» before Friday.",
            "old value «ac" + "cess_token$production$8712racfcycd" + "c8xa$bddedd596d2160ee24f35ad5533ee701», please revoke",
        ],
        Negatives = [
            "acc" + "ess_token$production$3830reaabypu" + "s2vy$affaed492d7728ac37c43ba2691fb20 never worked",
            "xcc" + "ess_token$production$8712racfcycd" + "c8xa$bddedd596d2160ee24f35ad5533ee701 never worked",
        ],
    };

    /// <summary>Shopify access token, app secret and storefront token.</summary>
    public static Rule ShopifyToken { get; } = new()
    {
        Id = "SG-SEC-107",
        Kind = "shopify-token",
        Category = FindingCategory.Secret,
        Anchor = Anchor.StartsWith("shpat_", "shpca_", "shppa_", "shpss_", "shptka_", "shpua_"),
        Pattern = "shp(?:at|ca|pa|ss|tka|ua)_[0-9a-fA-F]{32}",
        MaxLength = 39,
        Confidence = 0.95,
        Positives = [
            "Rotate «shp" + "at_dbc8b635" + "e267cd8f3e82a9ba12eab3f0» before Friday.",
            "<entry>«sh" + "pat_aaa8b825b060" + "db5e7d73b0ea06bde3a0»</entry>",
        ],
        Negatives = [
            "test vector shp" + "at_dbc8b635e267" + "cd8f3e82a9ba12eab3f",
            "test vector xhp" + "at_aaa8b825b060d" + "b5e7d73b0ea06bde3a0",
        ],
    };

    /// <summary>Adyen key.</summary>
    public static Rule AdyenKey { get; } = new()
    {
        Id = "SG-SEC-108",
        Kind = "adyen-key",
        Category = FindingCategory.Secret,
        Anchor = Anchor.StartsWith("AQE"),
        Pattern = @"AQE[a-z]hmf[A-Za-z0-9+/]{40,}={0,2}-[A-Za-z0-9+/]{20,}={0,2}-[^\s""\x27]{10,40}",
        MaxLength = 256,
        Confidence = 0.95,
        Positives = [
            "Rotate «AQE" + "yhmf9o5CRWcvXQrdIqqM0KmVCzMAr5X+PENoLN7jVL" + "0q/3RIghbnsgT2zTfeqC1Y==-yAoI12BUxVVEKrqJKBZlLH5TInAZW8Oif0dMamk4Avj=-a11zCsgzjsbsEO1r» before Friday.",
            "# rotated on Monday: «AQ" + "Edhmf1p9CTCabOScfDlzA0DsMDbTEc4I+EAOfAE9nDH0u/5RDldaeknR4eNfbfD" + "5Y==-fBaO45DCaBCBBffJDARcNW6BWnBMJ8Vsa3eHada5Chm=-b29eEbsqytfxDF4u»",
        ],
        Negatives = [
            "rejected value AQE" + "yhmf9o5CRWcvXQrdIqqM0KmVCzMAr5X+PENoLN7jVL0q/3RIghbnsgT2" + "zTfeqC1Y==-yAoI12BUxVVEKrqJKBZlLH5TInAZW8Oif0dMamk4Avj=-a11z",
            "rejected value XQE" + "dhmf1p9CTCabOScfDlzA0DsMDbTEc4I+EAOfAE9nDH0u/5RDldaeknR4eNfbfD" + "5Y==-fBaO45DCaBCBBffJDARcNW6BWnBMJ8Vsa3eHada5Chm=-b29eEbsqytfxDF4u",
        ],
    };

    /// <summary>Razorpay key id.</summary>
    public static Rule RazorpayKey { get; } = new()
    {
        Id = "SG-SEC-109",
        Kind = "razorpay-key",
        Category = FindingCategory.Secret,
        Anchor = Anchor.StartsWith("rzp_live_", "rzp_test_"),
        Pattern = "rzp_(?:live|test)_[A-Za-z0-9]{14}",
        MaxLength = 23,
        Confidence = 0.95,
        Positives = [
            "Rotate «rzp" + "_live_" + "O94Y4TCbizGgqH» before Friday.",
            "# rotated on Monday: «rz" + "p_live_D3" + "4C4HCbabMeaE»",
        ],
        Negatives = [
            "regression input rzp" + "_live_O9" + "4Y4TCbizGgq",
            "regression input xzp" + "_live_D3" + "4C4HCbabMeaE",
        ],
    };

    /// <summary>Paystack secret key.</summary>
    public static Rule PaystackKey { get; } = new()
    {
        Id = "SG-SEC-110",
        Kind = "paystack-key",
        Category = FindingCategory.Secret,
        Anchor = Anchor.StartsWith("sk_live_", "sk_test_"),
        Pattern = "sk_(?:live|test)_[0-9a-f]{40}",
        MaxLength = 48,
        Confidence = 0.96,
        Positives = [
            "Rotate «sk_" + "live_29d1fffb2c" + "5ce26bc9c1f8f150ffd61a1de28b25» before Friday.",
            "client = Client('«sk" + "_live_38a0eedc3d4ad97" + "db4f8b4a331fed28c4da06c71»')",
        ],
        Negatives = [
            "\"sk" + "_live_29d1fffb2c5ce26" + "bc9c1f8f150ffd61a1de28b2\" was refused",
            "\"xk" + "_live_38a0eedc3d4ad97d" + "b4f8b4a331fed28c4da06c71\" was refused",
        ],
    };

    /// <summary>Flutterwave key.</summary>
    public static Rule FlutterwaveKey { get; } = new()
    {
        Id = "SG-SEC-111",
        Kind = "flutterwave-key",
        Category = FindingCategory.Secret,
        Anchor = Anchor.StartsWith("FLWSECK"),
        Pattern = "FLWSECK(?:_TEST)?-[0-9a-fA-F]{32}-X",
        MaxLength = 48,
        Confidence = 0.95,
        Positives = [
            "Rotate «FLW" + "SECK-11097241" + "4564b8ab302d16590eac1c95-X» before Friday.",
            "the attacker posted «FL" + "WSECK-991523338964" + "b8bf015b18653cac8b58-X» at noon",
        ],
        Negatives = [
            "FLW" + "SECK-110972414564" + "b8ab302d16590eac1c95- is too short or misspelt",
            "XLW" + "SECK-991523338964b" + "8bf015b18653cac8b58-X is too short or misspelt",
        ],
    };

    /// <summary>Plaid access token.</summary>
    public static Rule PlaidToken { get; } = new()
    {
        Id = "SG-SEC-112",
        Kind = "plaid-token",
        Category = FindingCategory.Secret,
        Anchor = Anchor.StartsWith("access-sandbox-", "access-production-", "access-development-"),
        Pattern = "access-(?:sandbox|production|development)-[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}",
        MaxLength = 56,
        Confidence = 0.95,
        Positives = [
            "Rotate «acc" + "ess-sandbox-ecdb" + "018a-53ff-451e-c1b0-be8cbe30b0f0» before Friday.",
            "| prod | «ac" + "cess-sandbox-abfd919f-9" + "0ea-213c-f6c2-dc3acc84e7a5» |",
        ],
        Negatives = [
            "docs mention acc" + "ess-sandbox-ecdb018a-5" + "3ff-451e-c1b0-be8cbe30b0f as a wrong one",
            "docs mention xcc" + "ess-sandbox-abfd919f-9" + "0ea-213c-f6c2-dc3acc84e7a5 as a wrong one",
        ],
    };

    /// <summary>GoCardless token.</summary>
    public static Rule GoCardlessToken { get; } = new()
    {
        Id = "SG-SEC-113",
        Kind = "gocardless-token",
        Category = FindingCategory.Secret,
        Anchor = Anchor.StartsWith("live_", "sandbox_"),
        Pattern = "(?:live|sandbox)_[A-Za-z0-9_=-]{40}",
        MaxLength = 48,
        RightBoundary = false,
        Check = SecretShape.MixedRandom,
        Confidence = 0.5,
        Context = ["gocardless"],
        Positives = [
            "gocardless «liv" + "e_Qvfs2a37MGGi" + "OVsMam4gAm8PatjVaEl1hsrKa8qt» is in the notes",
            "let v = \"«li" + "ve_Cjdz3b84RDSpOFaEf" + "y6tCc0AcfdHbCp3fzcNf3cd»\";",
        ],
        Negatives = [
            "gocardless liv" + "e_Qvfs2a37MGGiOVsMa" + "m4gAm8PatjVaEl1hexample is in the notes",
            "typed liv" + "e_Qvfs2a37MGGiOVsMa" + "m4gAm8PatjVaEl1hsrKa8q by mistake",
            "typed xiv" + "e_Cjdz3b84RDSpOFaEf" + "y6tCc0AcfdHbCp3fzcNf3cd by mistake",
        ],
    };

    /// <summary>Duffel, Mollie, Lob, Pagar.me and checkout keys.</summary>
    public static Rule PaymentProviderKey { get; } = new()
    {
        Id = "SG-SEC-114",
        Kind = "payment-provider-key",
        Category = FindingCategory.Secret,
        Anchor = Anchor.StartsWith("duffel_", "live_pub_", "ak_live_", "ak_test_", "ek_live_", "sk_sbox_"),
        Pattern = "duffel_(?:test|live)_[A-Za-z0-9_=-]{43}|(?:live|test)_pub_[0-9a-f]{31}|[ae]k_(?:live|test)_[A-Za-z0-9]{24,34}|sk_sbox_[a-z0-9]{20,40}",
        MaxLength = 60,
        Confidence = 0.95,
        Positives = [
            "Rotate «ak_" + "live_NPNJkM" + "eF6YjGx8yLnwvX57AD63e6dZ» before Friday.",
            "«ak" + "_live_IDDDrTfD0N" + "dJa8cPjycD43AA46f1eL» leaked in a screenshot",
        ],
        Negatives = [
            "parser dropped ak_" + "live_NPNJkMe" + "F6YjGx8yLnwvX57",
            "parser dropped xk_" + "live_IDDDrTfD0Nd" + "Ja8cPjycD43AA46f1eL",
        ],
    };

    /// <summary>EasyPost key.</summary>
    public static Rule EasyPostKey { get; } = new()
    {
        Id = "SG-SEC-115",
        Kind = "easypost-key",
        Category = FindingCategory.Secret,
        Anchor = Anchor.StartsWith("EZAK", "EZTK"),
        Pattern = "EZ[AT]K[A-Za-z0-9]{54}",
        MaxLength = 58,
        Confidence = 0.95,
        Positives = [
            "Rotate «EZT" + "KPXoh1ZvDon1KyExl0" + "NqAmZXx4cXdNA7tz1AbmFAgJi6uobxehcOctF» before Friday.",
            "ENTRY «EZ" + "AKEAaz3RaBev1VbAhx0ExAeEDd" + "5cKbCD2eu7FfcDDmOc1tycaeyaWesD» END",
        ],
        Negatives = [
            "almost: EZT" + "KPXoh1ZvDon1KyExl0NqAmZXx" + "4cXdNA7tz1AbmFAgJi6uobxehcOct",
            "almost: XZA" + "KEAaz3RaBev1VbAhx0ExAeEDd5" + "cKbCD2eu7FfcDDmOc1tycaeyaWesD",
        ],
    };

    /// <summary>Shippo token.</summary>
    public static Rule ShippoToken { get; } = new()
    {
        Id = "SG-SEC-116",
        Kind = "shippo-token",
        Category = FindingCategory.Secret,
        Anchor = Anchor.StartsWith("shippo_live_", "shippo_test_"),
        Pattern = "shippo_(?:live|test)_[0-9a-fA-F]{40}",
        MaxLength = 52,
        Confidence = 0.95,
        Positives = [
            "Rotate «shi" + "ppo_live_6dEeA68" + "1De5A51e86A05cEC52fE159563FB7e6EB» before Friday.",
            "see `«sh" + "ippo_live_7eEbB174Dd4F2" + "9d00E88dEB54bD594465BB3d9BE»` below",
        ],
        Negatives = [
            "shi" + "ppo_live_6dEeA681De5A5" + "1e86A05cEC52fE159563FB7e6E never worked",
            "xhi" + "ppo_live_7eEbB174Dd4F29" + "d00E88dEB54bD594465BB3d9BE never worked",
        ],
    };

    /// <summary>Coinbase cloud key: a path with an organisation and a key id.</summary>
    public static Rule CoinbaseKey { get; } = new()
    {
        Id = "SG-SEC-117",
        Kind = "coinbase-key",
        Category = FindingCategory.Secret,
        Anchor = Anchor.StartsWith("organizations/"),
        Pattern = "organizations/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/apiKeys/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}",
        MaxLength = 96,
        Confidence = 0.8,
        Positives = [
            "Rotate «org" + "anizations/bda67c97-74d3-a733-" + "23a1-a8fa5f86d8fe/apiKeys/650b7fcc-9d66-53f9-2d24-8b60f24e93b3» before Friday.",
            "value := \"«or" + "ganizations/dca27e52-43f3-a176-53f8-c6ce9b54d" + "6db/apiKeys/670a3fbb-9f16-80b0-2f51-8d86b62c98f1»\"",
        ],
        Negatives = [
            "test vector org" + "anizations/bda67c97-74d3-a733-23a1-a8fa5f86d" + "8fe/apiKeys/650b7fcc-9d66-53f9-2d24-8b60f24e93b",
            "test vector xrg" + "anizations/dca27e52-43f3-a176-53f8-c6ce9b54d" + "6db/apiKeys/670a3fbb-9f16-80b0-2f51-8d86b62c98f1",
        ],
    };

    /// <summary>Alchemy key.</summary>
    public static Rule AlchemyKey { get; } = new()
    {
        Id = "SG-SEC-118",
        Kind = "alchemy-key",
        Category = FindingCategory.Secret,
        Anchor = Anchor.StartsWith("alcht_", "alch_"),
        Pattern = "alcht?_[A-Za-z0-9]{30,40}",
        MaxLength = 46,
        Confidence = 0.9,
        Positives = [
            "Rotate «alc" + "ht_N88XSpKA" + "2wqFaxMk09LE93MmOuglAr» before Friday.",
            "why does «al" + "cht_E98TYbHA3an" + "AauUu74FE84GuFovdEe» fail?",
        ],
        Negatives = [
            "rejected value alc" + "ht_N88XSpKA2wq" + "FaxMk09LE93MmOuglA",
            "rejected value xlc" + "ht_E98TYbHA3anA" + "auUu74FE84GuFovdEe",
        ],
    };
}
