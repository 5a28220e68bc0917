"""How dates are written where Django's way is not ours; settings name it as FORMAT_MODULE_PATH."""
