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
        ],
        Negatives = [
            "sk_liv is not one",
            "The stripe-key page describes the format.",
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
        ],
        Negatives = [
            "whsec_ is not one",
            "The stripe-webhook-secret page describes the format.",
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
        ],
        Negatives = [
            "sq0csp is not one",
            "The square-token page describes the format.",
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
        ],
        Negatives = [
            "access_to is not one",
            "The braintree-token page describes the format.",
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
        ],
        Negatives = [
            "shpat_ is not one",
            "The shopify-token page describes the format.",
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
        ],
        Negatives = [
            "AQEyhmf9o5CRWcvX is not one",
            "The adyen-key page describes the format.",
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
        ],
        Negatives = [
            "rzp_li is not one",
            "The razorpay-key page describes the format.",
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
        ],
        Negatives = [
            "sk_liv is not one",
            "The paystack-key page describes the format.",
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
        ],
        Negatives = [
            "FLWSEC is not one",
            "The flutterwave-key page describes the format.",
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
        ],
        Negatives = [
            "access is not one",
            "The plaid-token page describes the format.",
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
        ],
        Negatives = [
            "gocardless live_Q is not one",
            "The gocardless-token page describes the format.",
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
        ],
        Negatives = [
            "ak_liv is not one",
            "The payment-provider-key page describes the format.",
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
        ],
        Negatives = [
            "EZTKPXo is not one",
            "The easypost-key page describes the format.",
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
        ],
        Negatives = [
            "shippo is not one",
            "The shippo-token page describes the format.",
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
        ],
        Negatives = [
            "organizatio is not one",
            "The coinbase-key page describes the format.",
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
        ],
        Negatives = [
            "alcht_ is not one",
            "The alchemy-key page describes the format.",
        ],
    };
}
